package dev.pgwright.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Index;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Removes an index without blocking reads or writes.
 *
 * @param definition the {@code CREATE INDEX} statement of pg_get_indexdef, kept for the undo
 * @param valid false for the remains of a failed build, which nobody wants back
 * @param attached statements that bring back what the definition does not say: statistics targets of expressions, the
 *     table's order, its replica identity
 */
public record DropIndex(
        TableName table,
        String name,
        String definition,
        @Nullable String comment,
        boolean valid,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> attached)
        implements Operation {
    public DropIndex {
        attached = attached == null ? List.of() : List.copyOf(attached); // absent from plans of earlier versions
    }

    /** An index whose definition says everything. */
    public DropIndex(TableName table, String name, String definition, @Nullable String comment, boolean valid) {
        this(table, name, definition, comment, valid, List.of());
    }

    /** The removal of this index; none when its definition could not be read, or a constraint needs it. */
    public static Optional<DropIndex> of(Index index) {
        TableName table = new TableName(index.schema(), index.relation());
        String definition = index.definition();
        if (definition == null || index.constraintName() != null) {
            return Optional.empty();
        }
        return Optional.of(new DropIndex(
                table,
                index.name(),
                placed(definition, index),
                index.comment(),
                index.valid(),
                attached(index, table)));
    }

    /** The definition with its tablespace, which pg_get_indexdef leaves out (ruleutils.c): it stands before WHERE. */
    private static String placed(String definition, Index index) {
        if (index.tablespace() == null) {
            return definition;
        }
        String condition = index.predicate() == null ? "" : " WHERE " + index.predicate();
        String head = definition.endsWith(condition)
                ? definition.substring(0, definition.length() - condition.length())
                : definition.substring(0, definition.lastIndexOf(" WHERE "));
        return head + " TABLESPACE " + Identifiers.quote(index.tablespace()) + definition.substring(head.length());
    }

    /** Statements that set the statistics targets of an index's expressions. */
    static List<String> targets(Index index) {
        String name = Identifiers.qualified(index.schema(), index.name());
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < index.keys().size(); i++) {
            Integer target = index.keys().get(i).statisticsTarget();
            if (target != null) {
                statements.add("ALTER INDEX " + name + " ALTER COLUMN " + (i + 1) + " SET STATISTICS " + target);
            }
        }
        return statements;
    }

    private static List<String> attached(Index index, TableName table) {
        List<String> statements = new ArrayList<>(targets(index));
        if (index.clustered()) {
            statements.add("ALTER TABLE " + table.sql() + " CLUSTER ON " + Identifiers.quote(index.name()));
        }
        if (index.replicaIdentity()) {
            statements.add(
                    "ALTER TABLE " + table.sql() + " REPLICA IDENTITY USING INDEX " + Identifiers.quote(index.name()));
        }
        return statements;
    }

    @Override
    public String object() {
        return table.schema() + "." + name;
    }

    @Override
    public String title() {
        return "Drop index " + object();
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.alone("DROP INDEX CONCURRENTLY IF EXISTS " + index().sql(), Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Step> undo() {
        if (!valid) {
            return List.of();
        }
        String online = definition.replaceFirst("^CREATE (UNIQUE )?INDEX ", "CREATE $1INDEX CONCURRENTLY ");
        List<Step> steps = new ArrayList<>(
                List.of(Step.alone(online, Lock.SHARE_UPDATE_EXCLUSIVE).unless(Catalog.validIndex(index()))));
        if (comment != null) {
            steps.add(Step.transactional(
                    "COMMENT ON INDEX " + index().sql() + " IS " + Identifiers.literal(comment),
                    Lock.SHARE_UPDATE_EXCLUSIVE));
        }
        for (String statement : attached) {
            boolean identity = statement.contains(" REPLICA IDENTITY ");
            steps.add(Step.transactional(statement, identity ? Lock.ACCESS_EXCLUSIVE : Lock.SHARE_UPDATE_EXCLUSIVE));
        }
        return steps;
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.holds(Catalog.exists(index()), "the index " + object() + " is not there any more"),
                Expectation.holds(
                        "EXISTS (SELECT FROM pg_catalog.pg_index WHERE indexrelid = " + Catalog.relation(index())
                                + " AND indrelid = " + Catalog.relation(table) + " AND indisvalid = " + valid + ")",
                        object() + " is another index than when this was planned"),
                new Expectation(
                        "pg_catalog.pg_get_indexdef(" + Catalog.relation(index()) + ")",
                        definition.replaceFirst(" TABLESPACE (\"([^\"]|\"\")+\")(?= WHERE |$)", ""),
                        "the index " + object() + " has another definition than when this was planned"));
    }

    @Override
    public List<Step> repair() {
        return valid ? CreateIndex.dropIfInvalid(index()) : List.of();
    }

    /** The index's own qualified name: it lives in its table's schema. */
    public TableName index() {
        return new TableName(table.schema(), name);
    }
}
