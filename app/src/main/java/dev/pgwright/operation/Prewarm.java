package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Reads a relation into shared buffers; nothing to take back.
 *
 * @param table a table, materialized view or index
 * @param extensionSchema where pg_prewarm is installed
 */
public record Prewarm(TableName table, String extensionSchema) implements Operation {
    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return "Read " + table + " into memory";
    }

    /** On its own: it holds its lock for as long as it reads. */
    @Override
    public List<Step> apply() {
        return List.of(Step.alone(
                "SELECT " + Identifiers.qualified(extensionSchema, "pg_prewarm") + "(" + Catalog.relation(table)
                        + ", 'buffer')",
                Lock.ACCESS_SHARE));
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.present(table),
                Expectation.holds(
                        "EXISTS (SELECT FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n"
                                + " ON n.oid = e.extnamespace WHERE e.extname = 'pg_prewarm' AND n.nspname = "
                                + Catalog.text(extensionSchema) + ")",
                        "the extension pg_prewarm is not in schema " + extensionSchema));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
