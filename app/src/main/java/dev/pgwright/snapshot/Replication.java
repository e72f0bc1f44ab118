package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A standby or other receiver that this server sends WAL to (pg_stat_replication).
 *
 * @param sentLagBytes WAL written here and not sent yet
 * @param replayLagBytes WAL written here and not replayed there yet
 * @param xminAge transactions that the receiver's feedback holds back from vacuum
 */
public record Replication(
        int pid,
        @Nullable String role,
        @Nullable String applicationName,
        @Nullable String clientAddress,
        @Nullable String state,
        @Nullable String syncState,
        @Nullable Long sentLagBytes,
        @Nullable Long writeLagBytes,
        @Nullable Long flushLagBytes,
        @Nullable Long replayLagBytes,
        @Nullable Double replayLagMs,
        @Nullable Long xminAge,
        @Nullable Instant replyTime) {}
