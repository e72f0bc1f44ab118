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
import dev.pgwright.check.rls.Policies;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An index that no query has used for a long time. */
public final class UnusedIndex implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "unused-index",
            Theme.INDEX,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.INDEX,
            Facts.INDEX_STATISTICS,
            Facts.CONSTRAINT,
            Facts.POLICY,
            Facts.FUNCTION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        if (isTooEarly(snapshot, thresholds)) {
            return List.of();
        }
        Policies policies = new Policies(snapshot);
        return new Tables(snapshot)
                .all()
                .flatMap(table -> unused(snapshot, policies, table, thresholds))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return isTooEarly(snapshot, thresholds)
                ? Optional.of(INFO.skipped(
                        "The server has counted index use for "
                                + snapshot.statisticsAge().toDays() + " days, fewer than the "
                                + thresholds.unusedIndexAge().toDays() + " that show what is unused",
                        "Look again when the counters are old enough, and do not reset them."))
                : Optional.empty();
    }

    private static boolean isTooEarly(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.statisticsAge().compareTo(thresholds.unusedIndexAge()) < 0;
    }

    private static Stream<Finding> unused(Snapshot snapshot, Policies policies, Relation table, Thresholds thresholds) {
        List<String> compared = policies.comparedColumns(table);
        return snapshot.indexesOf(table.oid()).stream()
                .filter(index -> index.valid() && index.live() && index.parentOid() == null)
                .filter(index -> !index.unique() && !Indexes.hasDuty(snapshot, index))
                .filter(index -> Indexes.scans(snapshot, index) == 0)
                .filter(index -> Indexes.bytes(snapshot, index) >= thresholds.unusedIndexBytes())
                .filter(index -> !Indexes.servesForeignKey(snapshot, index))
                .filter(index -> compared.stream().noneMatch(column -> Indexes.leadsWith(index, List.of(column))))
                .map(index -> finding(snapshot, index));
    }

    private static Finding finding(Snapshot snapshot, Index index) {
        long days = snapshot.statisticsAge().toDays();
        int standbys = snapshot.rows(Facts.REPLICATION).size();
        String elsewhere = snapshot.server().inRecovery()
                ? " This is a standby: the primary and other standbys count for themselves."
                : standbys > 0
                        ? " Standbys are attached, which count for themselves: plan unused-indexes asks those that are"
                                + " given with --replica."
                        : "";
        return Finding.of(
                INFO,
                Indexes.name(index),
                Impact.MEDIUM,
                "Index " + Indexes.name(index) + " was not used for at least " + days + " days",
                Figures.ofTable(index.schema(), index.relation())
                        .and("index", index.name())
                        .and("definition", index.definition())
                        .and("bytes", Indexes.bytes(snapshot, index))
                        .and("statistics_age_days", days)
                        .and("attached_standbys", standbys),
                "Every write keeps it up to date, and no query on this server used it." + elsewhere);
    }
}
