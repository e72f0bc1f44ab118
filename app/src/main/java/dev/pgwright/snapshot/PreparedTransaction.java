package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A two-phase transaction that was prepared and not finished yet.
 *
 * @param xidAge transactions since it began
 */
public record PreparedTransaction(
        String gid, @Nullable String owner, @Nullable String database, Instant prepared, long xidAge) {}
