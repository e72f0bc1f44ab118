package dev.pgwright.change;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.TableName;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which writes feel an index of a table: those to it, to tables bound to it by foreign keys, and those that fire
 * triggers.
 */
final class RelatedTables {
    private final Set<TableName> withTriggers = new HashSet<>();
    private final Set<Pair> bound = new HashSet<>();

    private record Pair(TableName one, TableName other) {}

    RelatedTables(Snapshot snapshot) {
        snapshot.rows(Facts.TRIGGER)
                .forEach(trigger -> name(snapshot, trigger.relationOid()).ifPresent(withTriggers::add));
        for (Constraint constraint : snapshot.rows(Facts.CONSTRAINT)) {
            Long from = constraint.relationOid();
            Long to = constraint.referencedOid();
            if (from != null && to != null) {
                bind(name(snapshot, from), name(snapshot, to));
            }
        }
    }

    private void bind(Optional<TableName> one, Optional<TableName> other) {
        if (one.isPresent() && other.isPresent()) {
            bound.add(new Pair(one.get(), other.get()));
            bound.add(new Pair(other.get(), one.get()));
        }
    }

    private static Optional<TableName> name(Snapshot snapshot, long oid) {
        return snapshot.relation(oid).map(RelatedTables::name);
    }

    private static TableName name(Relation relation) {
        return new TableName(relation.schema(), relation.name());
    }

    /** True when the plan writes to one of the operations' own tables. */
    static boolean areWritten(PlanNode plan, List<Operation> operations) {
        Set<TableName> written = written(plan);
        return operations.stream().flatMap(RelatedTables::table).anyMatch(written::contains);
    }

    private static Set<TableName> written(PlanNode plan) {
        Set<TableName> written = new HashSet<>();
        plan.all().filter(node -> node.type().equals("ModifyTable")).forEach(node -> {
            if (node.schema() != null && node.relation() != null) {
                written.add(new TableName(node.schema(), node.relation()));
            }
        });
        return written;
    }

    /** True when the plan writes to a table from which one of the operations' tables can be reached. */
    boolean areTouched(PlanNode plan, List<Operation> operations) {
        Set<TableName> written = written(plan);
        return operations.stream()
                .flatMap(RelatedTables::table)
                .anyMatch(table -> written.stream()
                        .anyMatch(w ->
                                w.equals(table) || withTriggers.contains(w) || bound.contains(new Pair(w, table))));
    }

    private static Stream<TableName> table(Operation operation) {
        if (operation instanceof CreateIndex create) {
            return Stream.of(create.table());
        }
        if (operation instanceof ReplacePolicy policy) {
            return Stream.of(policy.table());
        }
        return operation instanceof DropIndex drop ? Stream.of(drop.table()) : Stream.empty();
    }
}
