package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Adds a column that the server computes from others of the row.
 *
 * @param type as SQL text
 * @param expression as SQL text, immutable
 * @param stored true: written with each row, and the table is written anew under the lock, which the executor does for
 *     small tables and in maintenance windows alone; false (from 18): computed when read, at once
 */
public record AddGeneratedColumn(TableName table, String column, String type, String expression, boolean stored)
        implements Operation {
    @Override
    public String object() {
        return table + "." + column;
    }

    @Override
    public String title() {
        return "Add generated column " + object();
    }

    @Override
    public List<Step> apply() {
        return List.of(Step.transactional(
                        "ALTER TABLE " + table.sql() + " ADD COLUMN " + Identifiers.quote(column) + " " + type
                                + " GENERATED ALWAYS AS (" + expression + ") " + (stored ? "STORED" : "VIRTUAL"),
                        Lock.ACCESS_EXCLUSIVE)
                .unless(Catalog.columnExists(table, column)));
    }

    @Override
    public List<Step> undo() {
        return List.of(Step.transactional(
                "ALTER TABLE " + table.sql() + " DROP COLUMN IF EXISTS " + Identifiers.quote(column),
                Lock.ACCESS_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(column),
                Expectation.present(table),
                Expectation.holds(
                        "NOT " + Catalog.columnExists(table, column), "the column " + object() + " is there already"),
                Expectation.holds(
                        String.valueOf(stored || major >= 18),
                        "this server has no virtual generated columns (18 has)"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return stored ? Estimate.copy(snapshot, table) : Estimate.NOTHING;
    }
}
