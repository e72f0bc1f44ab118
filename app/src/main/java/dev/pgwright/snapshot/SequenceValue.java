package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * Where a sequence stands. Read in small groups under locks that last a moment.
 *
 * @param lastValue null when it was never used or the role may not read it
 * @param readable whether the role may read it
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on it, so the value was left out
 */
public record SequenceValue(
        long oid, String schema, String name, @Nullable Long lastValue, boolean readable, boolean locked) {}
