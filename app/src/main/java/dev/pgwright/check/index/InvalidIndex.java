package dev.pgwright.check.index;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Progress;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What a failed concurrent build left: kept up to date by every write, used by no query. */
public final class InvalidIndex implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("invalid-index", Theme.INDEX, Impact.MEDIUM, Facts.RELATION, Facts.INDEX, Facts.PROGRESS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return hasHiddenBuild(snapshot)
                ? List.of()
                : invalid(snapshot).map(index -> finding(snapshot, index)).toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return hasHiddenBuild(snapshot) && invalid(snapshot).findAny().isPresent()
                ? Optional.of(INFO.skipped(
                        "Another role is building an index, and the role may not see which",
                        "GRANT pg_read_all_stats to the role."))
                : Optional.empty();
    }

    /** A partitioned table's index is invalid as long as a partition lacks its own: it holds no entries itself. */
    private static Stream<Index> invalid(Snapshot snapshot) {
        return new Tables(snapshot)
                .all()
                .flatMap(table -> snapshot.indexesOf(table.oid()).stream())
                .filter(index -> !index.valid() && index.live() && !index.partitioned())
                .filter(index -> !isBeingBuilt(snapshot, index));
    }

    /** REINDEX CONCURRENTLY has several new indexes of a table in the making at a time and names one of them. */
    private static boolean isBeingBuilt(Snapshot snapshot, Index index) {
        return snapshot.rows(Facts.PROGRESS).stream()
                .filter(progress -> buildsIndexes(progress))
                .anyMatch(progress -> Objects.equals(progress.relationOid(), index.relationOid()));
    }

    private static boolean buildsIndexes(Progress progress) {
        String command = progress.command();
        return command != null && command.contains("INDEX");
    }

    private static boolean hasHiddenBuild(Snapshot snapshot) {
        return snapshot.rows(Facts.PROGRESS).stream().anyMatch(progress -> progress.command() == null);
    }

    private static Finding finding(Snapshot snapshot, Index index) {
        return Finding.of(
                INFO,
                Indexes.name(index),
                Impact.MEDIUM,
                "Index " + Indexes.name(index) + " is invalid",
                Figures.ofTable(index.schema(), index.relation())
                        .and("index", index.name())
                        .and("unique", index.unique())
                        .and("definition", index.definition())
                        .and("bytes", Indexes.bytes(snapshot, index)),
                index.ready()
                        ? "A concurrent build of it failed: every write still updates it, and no query uses it."
                        : "A concurrent build of it failed early: no query uses it, and its name is taken.");
    }
}
