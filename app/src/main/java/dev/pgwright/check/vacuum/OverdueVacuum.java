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
import dev.pgwright.snapshot.TableStatistics;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A table that autovacuum should have come to long ago. */
public final class OverdueVacuum implements Check {
    /** Share of the two billion transactions that a table may be behind, beyond which the rest is a matter of days. */
    private static final long DANGEROUS_AGE = 1_200_000_000L;

    private static final CheckInfo INFO = CheckInfo.of(
            "overdue-vacuum", Theme.VACUUM, Impact.CRITICAL, Facts.RELATION, Facts.SETTING, Facts.TABLE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return tables.all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .flatMap(table ->
                        freeze(snapshot, table).or(() -> deadRows(snapshot, tables, table, thresholds)).stream())
                .toList();
    }

    /** Freezing happens even where autovacuum is switched off, so being late always means that it cannot. */
    private static Optional<Finding> freeze(Snapshot snapshot, Relation table) {
        long age = Math.max(age(table.frozenXidAge()), age(table.toastFrozenXidAge()));
        double due = new AutovacuumSettings(snapshot, table).freezeAge();
        // A vacuum against wraparound begins at the age and needs time to get through the table.
        if (age <= due * 1.1) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                Tables.name(table),
                age >= DANGEROUS_AGE ? Impact.CRITICAL : Impact.HIGH,
                "Table " + Tables.name(table) + " is overdue for freezing",
                Figures.ofTable(table.schema(), table.name())
                        .and("oldest_transaction_age", age)
                        .and("autovacuum_freeze_max_age", (long) due),
                "At two billion transactions of age the server refuses all writes. Something keeps vacuum from getting"
                        + " through: an old transaction, a replication slot, a lock, or too little speed."));
    }

    private static long age(@Nullable Long age) {
        return age == null ? 0 : age;
    }

    private static Optional<Finding> deadRows(Snapshot snapshot, Tables tables, Relation table, Thresholds thresholds) {
        AutovacuumSettings settings = new AutovacuumSettings(snapshot, table);
        long dead = tables.statistic(table, TableStatistics::deadRows);
        double due = settings.vacuumThreshold();
        boolean expected = !settings.isDisabled() && !AutovacuumSettings.isServerOff(snapshot);
        if (!expected || dead < thresholds.deadRows() || dead <= due * thresholds.overdueFactor()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                Tables.name(table),
                Impact.MEDIUM,
                "Autovacuum is overdue at table " + Tables.name(table),
                Figures.ofTable(table.schema(), table.name())
                        .and("dead_rows", dead)
                        .and("autovacuum_due_at_rows", Math.round(due))
                        .and("autovacuums", tables.statistic(table, TableStatistics::autovacuums)),
                "It has many more dead rows than autovacuum waits for: the workers are busy elsewhere, are interrupted"
                        + " by locks, or an old transaction keeps the rows from being removed."));
    }
}
