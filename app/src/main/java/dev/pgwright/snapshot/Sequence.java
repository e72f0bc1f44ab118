package dev.pgwright.snapshot;

import org.jspecify.annotations.Nullable;

/**
 * A sequence; where it stands is in SequenceValue.
 *
 * @param type smallint, integer or bigint
 * @param ownerOid table of the column that it feeds
 * @param identity belongs to an identity column
 */
public record Sequence(
        long oid,
        String schema,
        String name,
        String type,
        long start,
        long increment,
        long minimum,
        long maximum,
        long cache,
        boolean cycle,
        @Nullable Long ownerOid,
        @Nullable String ownerRelation,
        @Nullable String ownerColumn,
        boolean identity) {}
