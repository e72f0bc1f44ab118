package dev.pgwright.advice.workflow;

import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.WorkloadStatement;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Tables and materialized views that statements name, also through views. */
final class TouchedTables {
    private final Snapshot snapshot;
    private final Set<Relation> found =
            new TreeSet<>(Comparator.comparing(Relation::schema).thenComparing(Relation::name));

    private TouchedTables(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    static Set<Relation> of(Snapshot snapshot, List<WorkloadStatement> statements) {
        TouchedTables touched = new TouchedTables(snapshot);
        statements.forEach(touched::read);
        return touched.found;
    }

    private void read(WorkloadStatement statement) {
        String role = statement.role() == null ? snapshot.server().role() : statement.role();
        try {
            for (StatementAnalysis analysis :
                    SqlText.parser().analyze(statement.sql(), SnapshotCatalog.of(snapshot, role))) {
                analysis.relations()
                        .forEach(use -> snapshot.relation(
                                        use.relation().schema(), use.relation().name())
                                .ifPresent(this::add));
            }
        } catch (PgQueryException e) {
            // measuring it says that it cannot be read
        }
    }

    private void add(Relation relation) {
        switch (relation.kind()) {
            case TABLE, MATERIALIZED_VIEW -> found.add(relation);
            case PARTITIONED_TABLE ->
                snapshot.rows(Facts.RELATION).stream()
                        .filter(child -> child.partition() && child.parentOids().contains(relation.oid()))
                        .forEach(this::add);
            case VIEW ->
                snapshot.rows(Facts.VIEW_DEFINITION).stream()
                        .filter(view -> view.relationOid() == relation.oid())
                        .map(ViewDefinition::references)
                        .flatMap(List::stream)
                        .filter(oid -> oid != relation.oid())
                        .forEach(oid -> snapshot.relation(oid).ifPresent(this::add));
            default -> {}
        }
    }
}
