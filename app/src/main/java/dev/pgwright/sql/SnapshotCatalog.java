package dev.pgwright.sql;

import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.MapCatalog;
import dev.pgwright.pgquery.analysis.RelationName;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relations and functions of a snapshot, for the analysis of statements.
 *
 * <p>Materialized views are views here: {@link Snapshot#relation(String, String)} tells them apart. A view whose
 * definition could not be read has its columns, which then lead no further. PostgreSQL's own catalogs and the temporary
 * tables of sessions are not in a snapshot, so they are unknown relations.
 */
public final class SnapshotCatalog implements Catalog {
    /** What a sequence shows when it is selected from. */
    private static final List<String> SEQUENCE_COLUMNS = List.of("last_value", "log_cnt", "is_called");

    private final List<String> searchPath;
    private final MapCatalog relations;
    private final FunctionColumns functions;

    /** A session that looks for names in these schemas, in their order. */
    public SnapshotCatalog(Snapshot snapshot, List<String> searchPath) {
        Map<Long, String> definitions = new HashMap<>();
        for (ViewDefinition view : snapshot.rows(Facts.VIEW_DEFINITION)) {
            if (view.query() != null) {
                definitions.put(view.relationOid(), view.query());
            }
        }
        this.searchPath = List.copyOf(searchPath);
        this.relations = new MapCatalog(
                this.searchPath,
                snapshot.rows(Facts.RELATION).stream()
                        .map(relation -> relation(snapshot, relation, definitions.get(relation.oid())))
                        .toList());
        this.functions = new FunctionColumns(snapshot);
    }

    /** A new session of the role that took the snapshot, with the search path that the server gives it. */
    public static SnapshotCatalog of(Snapshot snapshot) {
        return of(snapshot, snapshot.server().role());
    }

    /** The same session after {@code SET ROLE}, which changes nothing of the search path but its {@code "$user"}. */
    public static SnapshotCatalog of(Snapshot snapshot, String role) {
        return new SnapshotCatalog(snapshot, SearchPath.of(snapshot, role));
    }

    private static Relation relation(
            Snapshot snapshot, dev.pgwright.snapshot.Relation relation, @Nullable String definition) {
        List<String> columns = switch (relation.kind()) {
            case SEQUENCE -> SEQUENCE_COLUMNS;
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE, VIEW, MATERIALIZED_VIEW ->
                snapshot.columnsOf(relation.oid()).stream().map(Column::name).toList();
        };
        Relation.Kind kind = switch (relation.kind()) {
            case VIEW, MATERIALIZED_VIEW -> Relation.Kind.VIEW;
            case TABLE, PARTITIONED_TABLE, FOREIGN_TABLE, SEQUENCE -> Relation.Kind.TABLE;
        };
        RelationName name = new RelationName(relation.schema(), relation.name());
        return new Relation(name, kind, columns, Optional.ofNullable(definition));
    }

    @Override
    public Optional<Relation> relation(@Nullable String schema, String name) {
        return relations.relation(schema, name);
    }

    @Override
    public Optional<List<String>> functionColumns(@Nullable String schema, String name) {
        return functions.in(schema == null ? searchPath : List.of(schema), name);
    }
}
