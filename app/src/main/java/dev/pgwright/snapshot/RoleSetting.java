package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A setting fixed for a role, a database or both (ALTER ROLE or DATABASE ... SET). Secrets are left out.
 *
 * @param database null for every database
 * @param role null for every role
 * @param value null when it may hold a secret
 */
public record RoleSetting(
        @Nullable String database,
        @Nullable String role,
        String name,
        @Nullable String value) {}
