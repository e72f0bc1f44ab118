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
import java.util.List;
import java.util.Optional;

/** A materialized view that nobody reads. */
public final class MaterializedViewUnused implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("materialized-view-unused", Theme.SCHEMA, Impact.LOW, Facts.RELATION, Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return doubt(snapshot, thresholds).isPresent()
                ? List.of()
                : MaterializedViews.all(snapshot)
                        .filter(Relation::populated)
                        .filter(view ->
                                tables.statistic(view, counters -> counters.seqScans() + counters.indexScans()) == 0)
                        .map(view -> finding(tables, view))
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.unusedIndexAge(), INFO);
    }

    private static Finding finding(Tables tables, Relation view) {
        return Finding.of(
                INFO,
                Tables.name(view),
                Impact.LOW,
                "Materialized view " + Tables.name(view) + " was not read since the statistics began",
                Figures.ofTable(view.schema(), view.name())
                        .and("rows", tables.rows(view))
                        .and("bytes", tables.bytes(view)),
                "Each refresh runs its query and writes its rows for nobody, and backups carry it.");
    }
}
