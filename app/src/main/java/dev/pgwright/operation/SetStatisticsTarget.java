package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets how many values of a column the next ANALYZE keeps, and analyzes.
 *
 * @param before target before; null for the server's default
 * @param after target to set; null for the server's default
 */
public record SetStatisticsTarget(
        TableName table,
        String column,
        @Nullable Integer before,
        @Nullable Integer after) implements Operation {
    @Override
    public String object() {
        return table + "." + column;
    }

    @Override
    public String title() {
        return "Set the statistics target of " + object() + " to " + (after == null ? "the default" : after);
    }

    @Override
    public List<Step> apply() {
        return alter(after);
    }

    @Override
    public List<Step> undo() {
        return alter(before);
    }

    private List<Step> alter(@Nullable Integer target) {
        return List.of(
                Step.transactional(
                        "ALTER TABLE " + table.sql() + " ALTER COLUMN " + Identifiers.quote(column) + " SET STATISTICS "
                                + (target == null ? -1 : target),
                        Lock.SHARE_UPDATE_EXCLUSIVE),
                Step.alone(
                        "ANALYZE " + table.sql() + " (" + Identifiers.quote(column) + ")",
                        Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.holds(Catalog.columnExists(table, column), object() + " is not there any more"),
                value(before));
    }

    @Override
    public List<Expectation> inForce() {
        return List.of(value(after));
    }

    /** Until 16 the default is -1, then NULL (pg_attribute.attstattarget). */
    private Expectation value(@Nullable Integer target) {
        return new Expectation(
                Catalog.column(table, column, "nullif(a.attstattarget, -1)"),
                target == null ? null : String.valueOf(target),
                "the statistics target of " + object() + " was changed by somebody else meanwhile");
    }
}
