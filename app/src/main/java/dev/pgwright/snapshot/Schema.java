package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A schema of the user's (not pg_*, not information_schema).
 *
 * @param extension the extension that owns it
 */
public record Schema(
        long oid,
        String name,
        @Nullable String owner,
        @Nullable String extension) {}
