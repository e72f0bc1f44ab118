package dev.pgwright.advice.workflow;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.operation.SetRoleSetting;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Settings for the time of a batch, each with its reset afterwards. Nothing is set without a measured need. */
final class BatchSettings {
    private static final long KB_IN_MB = 1024;
    /** A sort takes more in memory than in the file that it spills to: rows with their headers (tuplesort.c). */
    private static final double IN_MEMORY = 2.5;
    /** Each sort of each session may take it. */
    private static final long MOST_WORK_MB = 512;

    private static final long MOST_MAINTENANCE_MB = 1024;

    private final Snapshot snapshot;
    private final @Nullable String role;
    private final WorkPlan.Builder plan;

    BatchSettings(Snapshot snapshot, @Nullable String role, WorkPlan.Builder plan) {
        this.snapshot = snapshot;
        this.plan = plan;
        this.role = role != null && canLogIn(snapshot, role) ? role : null;
        if (role != null && this.role == null) {
            plan.note("The role " + role + " does not log in itself, so settings of its own would not hold: they are"
                    + " made for the database.");
        }
    }

    private static boolean canLogIn(Snapshot snapshot, String name) {
        return snapshot.rows(Facts.ROLE).stream()
                .filter(candidate -> candidate.name().equals(name))
                .anyMatch(Role::canLogin);
    }

    /** Enough for what the batch's statements have spilled to disk. */
    void workMemory(List<WorkloadStatement> batch) {
        Set<String> shapes = batch.stream()
                .map(statement -> fingerprint(statement.sql()))
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .collect(Collectors.toSet());
        double spilled = 0;
        for (Statement row : snapshot.rows(Facts.STATEMENT)) {
            String text = row.query();
            boolean spills = row.tempBlocksWritten() > 0 && row.calls() > 0 && text != null;
            if (spills && shapes.contains(String.valueOf(fingerprint(Objects.requireNonNull(text))))) {
                spilled = Math.max(spilled, (double) row.tempBlocksWritten() / row.calls());
            }
        }
        if (spilled == 0) {
            plan.note("work_mem stays: no statement of the batch is known to have spilled to disk.");
            return;
        }
        double bytes = IN_MEMORY * spilled * snapshot.server().blockSizeBytes();
        long wanted = Math.min(MOST_WORK_MB, powerOfTwo(bytes / (1 << 20)));
        raise(
                "work_mem",
                wanted,
                "A call of the batch wrote up to " + Math.round(spilled) + " blocks to temporary files for want of"
                        + " memory",
                "Each sort and hash of each session may take that much.");
    }

    /** Enough to sort the largest index that the plan builds. */
    void maintenanceMemory(List<Operation> builds) {
        long largest = builds.stream()
                .mapToLong(operation -> operation.estimate(snapshot).disk())
                .max()
                .orElse(0);
        if (largest > 0) {
            raise(
                    "maintenance_work_mem",
                    Math.min(MOST_MAINTENANCE_MB, powerOfTwo(2.0 * largest / (1 << 20))),
                    "Indexes of up to " + (largest >> 20) + " MiB are built",
                    "A build or vacuum may take that much.");
        }
    }

    private void raise(String setting, long wantedMb, String reason, String risk) {
        long now = snapshot.setting(setting)
                .map(Setting::resetValue)
                .map(BatchSettings::kilobytes)
                .orElse(Long.MAX_VALUE);
        if (wantedMb * KB_IN_MB <= now) {
            return;
        }
        String before = fixed(setting).orElse(null);
        String after = wantedMb + "MB";
        plan.add(change(setting, before, after), reason, risk);
        plan.after(change(setting, after, before), "The batch is over: " + setting + " is as it was");
    }

    private static long kilobytes(String value) {
        return value.matches("\\d{1,15}") ? Long.parseLong(value) : Long.MAX_VALUE;
    }

    private Optional<String> fixed(String setting) {
        return snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(row -> row.name().equalsIgnoreCase(setting)
                        && Objects.equals(row.role(), role)
                        && snapshot.server().database().equals(row.database()))
                .map(RoleSetting::value)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .findFirst();
    }

    private Operation change(String setting, @Nullable String before, @Nullable String after) {
        String database = snapshot.server().database();
        return role == null
                ? new SetDatabaseSetting(database, setting, before, after)
                : new SetRoleSetting(role, database, setting, before, after);
    }

    private static long powerOfTwo(double atLeast) {
        long power = 1;
        while (power < atLeast && power < (1L << 40)) {
            power *= 2;
        }
        return power;
    }

    private static @Nullable String fingerprint(String sql) {
        try {
            return SqlText.parser().fingerprint(sql);
        } catch (PgQueryException e) {
            return null;
        }
    }
}
