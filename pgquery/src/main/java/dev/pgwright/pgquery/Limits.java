package dev.pgwright.pgquery;

import java.time.Duration;

/**
 * What one call may use. A call that needs more ends in a {@link LimitExceededException}.
 *
 * @param time from the moment a worker takes the call up
 * @param textBytes UTF-8 bytes of a statement or script handed to the parser
 * @param memoryBytes memory of one parser instance; rounded down to pages of 64 KiB
 * @param treeBytes JSON bytes of a tree, which takes some twenty times as much heap
 */
public record Limits(Duration time, int textBytes, int memoryBytes, int treeBytes) {
    /** 20 seconds, 32 MiB of text, 256 MiB for an instance, trees of 64 MiB. */
    public static final Limits DEFAULT = new Limits(Duration.ofSeconds(20), 32 << 20, 256 << 20, 64 << 20);

    /** Checks that a parser instance can start at all. */
    public Limits {
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("the time limit must be positive: " + time);
        }
        if (memoryBytes < 64 << 20) {
            throw new IllegalArgumentException("a parser instance needs at least 64 MiB: " + memoryBytes);
        }
        if (textBytes <= 0 || treeBytes <= 0) {
            throw new IllegalArgumentException("text and tree limits must be positive");
        }
    }

    /** The same limits with another time. */
    public Limits withTime(Duration other) {
        return new Limits(other, textBytes, memoryBytes, treeBytes);
    }
}
