package dev.pgwright.workload;

import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds out what a workload is to be read from. */
public final class Workloads {
    private Workloads() {}

    /**
     * The workload of a file, told by its content (SQL with directives, or a log of any format, packed or not); without
     * a file what the server has counted.
     *
     * @param snapshot of the database that the workload is for
     * @throws dev.pgwright.error.PgwrightException BAD_FILE when the file cannot be read
     */
    public static Workload of(@Nullable Path file, Snapshot snapshot) {
        if (file == null) {
            return StatementWorkload.read(snapshot);
        }
        if (isSql(file)) {
            return Workload.of(String.valueOf(file.getFileName()), WorkloadFile.read(file));
        }
        String prefix =
                snapshot.setting("log_line_prefix").map(Setting::resetValue).orElse(null);
        return LogWorkload.read(file, snapshot, prefix);
    }

    /** Whether somebody wrote the statements of the file down; a file that cannot be read counts as one. */
    public static boolean isSql(Path file) {
        try {
            return LogFormat.of(file) == LogFormat.SQL;
        } catch (IOException e) {
            return true; // said when it is read
        }
    }
}
