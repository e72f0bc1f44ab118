package dev.pgwright.check.schema;

import dev.pgwright.check.Ages;
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
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A materialized view whose tables changed while it did not. */
public final class MaterializedViewStale implements Check {
    private static final double CHANGED_SHARE = 0.1;

    private static final CheckInfo INFO = CheckInfo.of(
            "materialized-view-stale",
            Theme.SCHEMA,
            Impact.MEDIUM,
            Facts.RELATION,
            Facts.TABLE_STATISTICS,
            Facts.VIEW_DEFINITION,
            Facts.INDEX);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<Long, ViewDefinition> definitions = snapshot.rows(Facts.VIEW_DEFINITION).stream()
                .collect(Collectors.toMap(ViewDefinition::relationOid, view -> view, (one, other) -> one));
        return doubt(snapshot, thresholds).isPresent()
                ? List.of()
                : MaterializedViews.all(snapshot)
                        .filter(Relation::populated)
                        .filter(view -> changed(snapshot, view.oid()) == 0)
                        .flatMap(view -> Optional.ofNullable(definitions.get(view.oid()))
                                .flatMap(definition -> finding(snapshot, view, definition))
                                .stream())
                        .toList();
    }

    /** A refresh counts as insertions, so a view without any was not refreshed since the counters began (matview.c). */
    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.vacuum().statisticsAge(), INFO);
    }

    private static long changed(Snapshot snapshot, long oid) {
        return snapshot.tableStatistics(oid).map(MaterializedViews::rowsChanged).orElse(0L);
    }

    private static Optional<Finding> finding(Snapshot snapshot, Relation view, ViewDefinition definition) {
        Tables tables = new Tables(snapshot);
        List<Relation> below = definition.references().stream()
                .flatMap(oid -> snapshot.relation(oid).stream())
                .filter(table -> table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.PARTITIONED_TABLE)
                .toList();
        long rows = below.stream().mapToLong(tables::rows).sum();
        long changed = below.stream()
                .mapToLong(table -> tables.statistic(table, MaterializedViews::rowsChanged))
                .sum();
        if (changed == 0 || changed < CHANGED_SHARE * rows) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                Tables.name(view),
                Impact.MEDIUM,
                "Materialized view " + Tables.name(view) + " was not refreshed while " + changed
                        + " rows of its tables changed",
                Figures.ofTable(view.schema(), view.name())
                        .and("changed_rows", changed)
                        .and("beside_readers", MaterializedViews.canRefreshBesideReaders(snapshot, view))
                        .and("tables", below.stream().map(Tables::name).sorted().toList())
                        .and("counted_seconds", snapshot.statisticsAge().toSeconds()),
                "It shows what was true when it was filled last. Mostly the job that refreshed it is gone or fails."));
    }
}
