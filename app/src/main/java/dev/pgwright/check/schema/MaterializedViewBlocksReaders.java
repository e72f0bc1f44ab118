package dev.pgwright.check.schema;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A materialized view of some size that cannot be refreshed while it is read. */
public final class MaterializedViewBlocksReaders implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("materialized-view-blocks-readers", Theme.SCHEMA, Impact.MEDIUM, Facts.RELATION, Facts.INDEX);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return MaterializedViews.all(snapshot)
                .filter(view -> view.populated() && tables.rows(view) >= thresholds.mediumTableRows())
                .filter(view -> !MaterializedViews.canRefreshBesideReaders(snapshot, view))
                .map(view -> Finding.of(
                        INFO,
                        Tables.name(view),
                        tables.rows(view) >= thresholds.largeTableRows() ? Impact.MEDIUM : Impact.LOW,
                        "Materialized view " + Tables.name(view) + " cannot be refreshed while it is read",
                        Figures.ofTable(view.schema(), view.name()).and("rows", tables.rows(view)),
                        "Without a unique index on plain columns each refresh locks everybody out for as long as its query"
                                + " takes; readers wait, or the refresh waits for them."))
                .toList();
    }
}
