package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * The expression of a generated column, read under a lock that lasts a moment.
 *
 * @param expression null when it could not be read
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on the table, so the text was left out
 */
public record GeneratedColumn(
        long relationOid,
        String schema,
        String relation,
        String column,
        @Nullable String expression,
        boolean locked) {}
