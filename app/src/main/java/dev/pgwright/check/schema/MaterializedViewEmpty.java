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

/** A materialized view that was never filled. */
public final class MaterializedViewEmpty implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("materialized-view-empty", Theme.SCHEMA, Impact.MEDIUM, Facts.RELATION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return MaterializedViews.all(snapshot)
                .filter(view -> !view.populated())
                .map(view -> Finding.of(
                        INFO,
                        Tables.name(view),
                        Impact.MEDIUM,
                        "Materialized view " + Tables.name(view) + " was never filled",
                        Figures.ofTable(view.schema(), view.name()),
                        "Every query that reads it fails: \"materialized view has not been populated\"."))
                .toList();
    }
}
