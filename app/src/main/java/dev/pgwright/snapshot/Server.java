package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The server, the database and who asks: one row.
 *
 * @param version full text of version()
 * @param serverVersion such as 18.6
 * @param versionNum such as 180006
 * @param startTime when the server was started
 * @param settingsLoadTime when the configuration files were read last
 * @param now the server's clock at the start of the snapshot
 * @param inRecovery true on a standby
 * @param database the database that the other facts are about
 * @param role the role that reads
 * @param superuser whether that role is a superuser
 * @param readsAllStatistics whether it sees other roles' statements and activity (pg_read_all_stats)
 * @param readsAllSettings whether it sees settings reserved to superusers (pg_read_all_settings)
 * @param blockSizeBytes size of a page
 * @param encoding server encoding of the database
 * @param statisticsReset when the database's counters were set to zero; null when they never were
 * @param replayTime commit time of the transaction that a standby replayed last
 * @param replayLagBytes WAL received by a standby and not replayed yet
 * @param replayPaused whether replay is paused on a standby
 */
public record Server(
        String version,
        String serverVersion,
        int versionNum,
        Instant startTime,
        Instant settingsLoadTime,
        Instant now,
        boolean inRecovery,
        String database,
        String role,
        boolean superuser,
        boolean readsAllStatistics,
        boolean readsAllSettings,
        int blockSizeBytes,
        String encoding,
        @Nullable Instant statisticsReset,
        @Nullable Instant replayTime,
        @Nullable Long replayLagBytes,
        @Nullable Boolean replayPaused) {}
