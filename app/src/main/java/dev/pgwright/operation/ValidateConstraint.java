package dev.pgwright.operation;

import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Checks the rows that were there before a constraint was added. The undo adds it anew for new rows alone.
 *
 * @param definition as pg_get_constraintdef writes it
 */
public record ValidateConstraint(
        TableName table,
        String name,
        String definition,
        @Nullable String comment) implements Operation {
    @Override
    public String object() {
        return table + "." + name;
    }

    @Override
    public String title() {
        return "Validate constraint " + name + " of " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(AddConstraint.validate(table, name));
    }

    /** Guarded as a whole by its state before: there is no way to un-validate but to make it again. */
    @Override
    public List<Step> undo() {
        String unless = "NOT coalesce(" + Catalog.constraint(table, name, "k.convalidated") + ", true)";
        List<Step> steps =
                new ArrayList<>(List.of(AddConstraint.drop(table, name).unless(unless)));
        DropConstraint.added(table, name, definition, comment)
                .forEach(step -> steps.add(
                        Step.transactional(step.sql(), Lock.ACCESS_EXCLUSIVE).unless(unless)));
        return steps;
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(new Expectation(
                Catalog.constraint(table, name, "pg_catalog.pg_get_constraintdef(k.oid)"),
                definition.replaceFirst(" NOT VALID$", "") + " NOT VALID",
                "constraint " + name + " of " + table + " is not as it was when this was planned"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
