package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A VACUUM, ANALYZE, CREATE INDEX, CLUSTER, COPY or base backup that is running (pg_stat_progress_*).
 *
 * @param command null when the role may not see it
 * @param relation null in another database
 * @param indexOid index being built or followed
 * @param done in units
 * @param total in units; null or 0 when not known
 * @param unit blocks, rows or bytes
 * @param indexRounds of a vacuum: completed passes over the indexes
 */
public record Progress(
        int pid,
        @Nullable String command,
        @Nullable String database,
        @Nullable String schema,
        @Nullable String relation,
        @Nullable Long relationOid,
        @Nullable Long indexOid,
        @Nullable String phase,
        @Nullable Long done,
        @Nullable Long total,
        String unit,
        @Nullable Long indexRounds) {}
