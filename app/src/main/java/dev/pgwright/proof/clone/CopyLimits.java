package dev.pgwright.proof.clone;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How much of a target is read, and how fast.
 *
 * @param bytes a whole copy of more is refused, and a sample is no larger
 * @param bytesPerSecond read at most; null for as fast as it goes
 * @param statement longest single read
 * @param seed of the pages that a sample takes
 */
public record CopyLimits(long bytes, @Nullable Long bytesPerSecond, Duration statement, long seed) {
    /** A whole copy. */
    public static final CopyLimits WHOLE = new CopyLimits(10_000_000_000L, null, Duration.ofMinutes(10), 1);

    /** A sample. */
    public static final CopyLimits SAMPLE = new CopyLimits(500_000_000, null, Duration.ofMinutes(10), 1);

    public CopyLimits withBytes(long other) {
        return new CopyLimits(other, bytesPerSecond, statement, seed);
    }

    public CopyLimits withSeed(long other) {
        return new CopyLimits(bytes, bytesPerSecond, statement, other);
    }

    public CopyLimits withBytesPerSecond(@Nullable Long other) {
        return new CopyLimits(bytes, other, statement, seed);
    }
}
