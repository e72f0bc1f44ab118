package dev.pgwright.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A session that waits for a lock, and one that it waits for. At most 100 waiting sessions are looked at.
 *
 * @param blockingPid 0 for a prepared transaction
 * @param waitingSince (waiting for the lock; the start of the statement where that is not known)
 */
public record Blocking(
        int blockedPid, int blockingPid, @Nullable Instant waitingSince) {}
