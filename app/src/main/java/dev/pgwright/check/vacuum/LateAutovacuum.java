package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Set;

/** A table so large that autovacuum's share of its rows is a mountain. */
public final class LateAutovacuum implements Check {
    private static final Set<String> OWN =
            Set.of("autovacuum_vacuum_scale_factor", "autovacuum_vacuum_threshold", "autovacuum_vacuum_max_threshold");

    private static final CheckInfo INFO =
            CheckInfo.of("late-autovacuum", Theme.VACUUM, Impact.MEDIUM, Facts.RELATION, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .filter(table -> !isSet(snapshot, table))
                .filter(table -> due(snapshot, table) >= thresholds.vacuum().lateRows())
                .map(table -> finding(snapshot, table))
                .toList();
    }

    /** What somebody set for the table is a decision, and one without autovacuum is another matter. */
    private static boolean isSet(Snapshot snapshot, Relation table) {
        AutovacuumSettings settings = new AutovacuumSettings(snapshot, table);
        return settings.isDisabled()
                || OWN.stream().anyMatch(name -> settings.option(name).isPresent());
    }

    private static double due(Snapshot snapshot, Relation table) {
        return new AutovacuumSettings(snapshot, table).vacuumThreshold();
    }

    private static Finding finding(Snapshot snapshot, Relation table) {
        return Finding.of(
                INFO,
                Tables.name(table),
                Impact.MEDIUM,
                "Autovacuum comes to table " + Tables.name(table) + " only after " + Math.round(due(snapshot, table))
                        + " rows died",
                Figures.ofTable(table.schema(), table.name())
                        .and("rows", Math.round(table.tuples()))
                        .and("autovacuum_due_at_rows", Math.round(due(snapshot, table))),
                "Until then they stay, and scans and indexes carry them; then one vacuum has hours of work. Smaller"
                        + " portions more often cost less altogether.");
    }
}
