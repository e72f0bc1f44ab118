package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Makes a materialized view, its unique index, and fills it. Nobody can read it before it is filled, so nobody waits.
 *
 * @param query as SQL text
 * @param key columns of the unique index that REFRESH CONCURRENTLY needs; none for no index
 */
public record CreateMaterializedView(TableName name, String query, List<String> key) implements Operation {
    public CreateMaterializedView {
        key = List.copyOf(key);
    }

    @Override
    public String object() {
        return name.toString();
    }

    @Override
    public String title() {
        return "Create materialized view " + name;
    }

    @Override
    public List<Step> apply() {
        List<Step> steps = new ArrayList<>();
        String unless = Catalog.exists(name);
        steps.add(Step.transactional(
                        "CREATE MATERIALIZED VIEW " + name.sql() + " AS " + query + " WITH NO DATA", Lock.NONE)
                .unless(unless));
        if (!key.isEmpty()) {
            steps.add(Step.transactional(
                            "CREATE UNIQUE INDEX ON " + name.sql() + " ("
                                    + key.stream().map(Identifiers::quote).collect(Collectors.joining(", ")) + ")",
                            Lock.NONE)
                    .unless(unless));
        }
        steps.add(Step.alone("REFRESH MATERIALIZED VIEW " + name.sql(), Lock.NONE)
                .unless("(SELECT relispopulated FROM pg_catalog.pg_class WHERE oid = " + Catalog.relation(name) + ")"));
        return steps;
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional(DatabaseObject.materializedView(name).drop(), Lock.ACCESS_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.fits(name.name()), Expectation.absent(name));
    }

    @Override
    public TableName table() {
        return name;
    }
}
