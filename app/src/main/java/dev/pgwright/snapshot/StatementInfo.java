package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * State of pg_stat_statements itself: one row.
 *
 * @param deallocations times that the least used statements were forgotten for want of room
 * @param statisticsReset when all statements were forgotten
 */
public record StatementInfo(long deallocations, @Nullable Instant statisticsReset) {}
