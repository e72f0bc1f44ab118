package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A database of the server.
 *
 * @param localeProvider libc, icu or builtin
 * @param collationVersion version of the collation library that the indexes were built with (from 15)
 * @param actualCollationVersion version that the operating system has now, for the current database (from 15)
 * @param connectionLimit -1 for none
 * @param frozenXidAge transactions since the oldest unfrozen one
 * @param minMultixactAge multixacts since the oldest one still needed
 * @param current whether this is the database that the snapshot is of
 */
public record Database(
        long oid,
        String name,
        @Nullable String owner,
        String encoding,
        String localeProvider,
        String collate,
        String ctype,
        @Nullable String collationVersion,
        @Nullable String actualCollationVersion,
        boolean template,
        boolean allowsConnections,
        int connectionLimit,
        long frozenXidAge,
        long minMultixactAge,
        @Nullable String tablespace,
        boolean current) {}
