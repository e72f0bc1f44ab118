package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Indexes, and the constraints that they back, and foreign keys: the planner estimates joins by these. */
final class ConstraintDdl {
    private final Snapshot snapshot;
    private final Map<Long, Constraint> byIndex = new HashMap<>();

    ConstraintDdl(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (Constraint constraint : snapshot.rows(Facts.CONSTRAINT)) {
            Long index = constraint.indexOid();
            if (index != null && constraint.type() != Constraint.Type.FOREIGN_KEY) {
                byIndex.put(index, constraint);
            }
        }
    }

    static Ddl add(Constraint constraint, String definition) {
        String table = qualified(constraint.schema(), Objects.requireNonNullElse(constraint.relation(), ""));
        return new Ddl(
                "constraint " + constraint.name() + " of " + constraint.schema() + "." + constraint.relation(),
                "ALTER TABLE ONLY " + table + " ADD CONSTRAINT " + quote(constraint.name()) + " " + definition,
                Ddl.PLANS_DIFFER);
    }

    private boolean isCloned(Index index) {
        return (index.valid() || index.partitioned())
                && snapshot.relation(index.relationOid())
                        .filter(TableDdl::isTable)
                        .isPresent();
    }

    /** Indexes of the twin, in the target's order. */
    List<Index> cloned() {
        return snapshot.rows(Facts.INDEX).stream().filter(this::isCloned).toList();
    }

    List<Ddl> indexes() {
        return cloned().stream().map(this::create).toList();
    }

    private Ddl create(Index index) {
        @Nullable Constraint constraint = byIndex.get(index.oid());
        String table = qualified(index.schema(), index.relation());
        String sql = constraint != null && constraint.definition() != null
                ? add(constraint, constraint.definition()).sql()
                : Objects.requireNonNullElse(index.definition(), "SELECT 1/0 AS \"its text could not be read\"");
        // the two rows of end points may be what is in the way: they are no rows of the target's
        return new Ddl(
                "index " + index.schema() + "." + index.name(),
                sql,
                index.partitioned() ? null : "TRUNCATE ONLY " + table + "; " + sql,
                "it is missing, or estimates at the ends of its table's columns are less exact");
    }

    List<Ddl> attachments() {
        Map<Long, Index> byOid = new HashMap<>();
        cloned().forEach(index -> byOid.put(index.oid(), index));
        List<Ddl> all = new ArrayList<>();
        for (Index index : byOid.values()) {
            @Nullable Index parent = index.parentOid() == null ? null : byOid.get(index.parentOid());
            if (parent != null) {
                all.add(new Ddl(
                        "place of index " + index.schema() + "." + index.name() + " below " + parent.name(),
                        "ALTER INDEX " + qualified(parent.schema(), parent.name()) + " ATTACH PARTITION "
                                + qualified(index.schema(), index.name()),
                        Ddl.PLANS_DIFFER));
            }
        }
        return all;
    }

    /**
     * Foreign keys between ordinary tables, unchecked; the planner ignores those of partitioned ones
     * (get_relation_foreign_keys in plancat.c, match_foreign_keys_to_quals).
     */
    List<Ddl> foreignKeys() {
        List<Ddl> all = new ArrayList<>();
        for (Constraint key : snapshot.rows(Facts.CONSTRAINT)) {
            if (key.type() == Constraint.Type.FOREIGN_KEY
                    && key.definition() != null
                    && isPlain(key.relationOid())
                    && isPlain(key.referencedOid())) {
                all.add(add(key, key.definition().replaceAll(" NOT VALID$", "") + " NOT VALID"));
            }
        }
        return all;
    }

    private boolean isPlain(@Nullable Long oid) {
        return oid != null
                && snapshot.relation(oid)
                        .filter(relation -> relation.kind() == Relation.Kind.TABLE)
                        .isPresent();
    }
}
