package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table, partition, view, materialized view, sequence or foreign table. Sizes are those of the last vacuum or
 * analyze: asking the files would lock.
 *
 * @param accessMethod such as heap
 * @param tablespace null for the database's own
 * @param pages pages of the main file at the last vacuum or analyze
 * @param tuples rows then; -1 when that never ran
 * @param allVisiblePages pages marked all-visible then
 * @param options storage parameters as name=value
 * @param toastOid the TOAST table
 * @param toastPages its pages
 * @param toastOptions its storage parameters
 * @param toastFrozenXidAge transactions since its oldest unfrozen one
 * @param rowSecurity row-level security is enabled
 * @param rowSecurityForced ... for the owner too
 * @param partition attached to a partitioned table
 * @param partitionBound FOR VALUES ... or DEFAULT
 * @param parentOids what it is a partition of or inherits from, in order
 * @param populated false for a materialized view that was never refreshed
 * @param frozenXidAge transactions since the oldest unfrozen one; null without storage
 * @param minMultixactAge multixacts since the oldest one still needed
 * @param extension the extension that owns it
 */
public record Relation(
        long oid,
        String schema,
        String name,
        Kind kind,
        @Nullable String owner,
        Persistence persistence,
        @Nullable String accessMethod,
        @Nullable String tablespace,
        long pages,
        double tuples,
        long allVisiblePages,
        List<String> options,
        @Nullable Long toastOid,
        long toastPages,
        List<String> toastOptions,
        @Nullable Long toastFrozenXidAge,
        boolean rowSecurity,
        boolean rowSecurityForced,
        boolean partition,
        @Nullable String partitionBound,
        List<Long> parentOids,
        ReplicaIdentity replicaIdentity,
        boolean populated,
        @Nullable Long frozenXidAge,
        @Nullable Long minMultixactAge,
        @Nullable String extension,
        @Nullable String comment) {
    public Relation {
        options = List.copyOf(options);
        toastOptions = List.copyOf(toastOptions);
        parentOids = List.copyOf(parentOids);
    }

    /** What kind of relation. */
    public enum Kind {
        TABLE,
        PARTITIONED_TABLE,
        VIEW,
        MATERIALIZED_VIEW,
        SEQUENCE,
        FOREIGN_TABLE
    }

    /** Whether its contents survive a crash. */
    public enum Persistence {
        PERMANENT,
        UNLOGGED,
        TEMPORARY
    }

    /** What identifies a row to logical replication; DEFAULT is the primary key. */
    public enum ReplicaIdentity {
        DEFAULT,
        NOTHING,
        FULL,
        INDEX
    }
}
