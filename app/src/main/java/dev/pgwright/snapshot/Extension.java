package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * An extension that is installed in this database or could be.
 *
 * @param schema where it is installed
 * @param version installed version; null when it is not installed
 * @param defaultVersion version that the server has files for; null when they are gone
 */
public record Extension(
        String name,
        @Nullable String schema,
        @Nullable String version,
        @Nullable String defaultVersion) {}
