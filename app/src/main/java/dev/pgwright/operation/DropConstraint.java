package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Drops a check or foreign key. The undo adds it for new rows and then checks those that are there.
 *
 * @param definition as pg_get_constraintdef writes it
 * @param valid whether it held for all rows
 */
public record DropConstraint(
        TableName table,
        String name,
        String definition,
        boolean valid,
        @Nullable String comment) implements Operation {
    @Override
    public String object() {
        return table + "." + name;
    }

    @Override
    public String title() {
        return "Drop constraint " + name + " of " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(AddConstraint.drop(table, name));
    }

    @Override
    public List<Step> undo() {
        List<Step> steps = new ArrayList<>(added(table, name, definition, comment));
        if (valid) {
            steps.add(AddConstraint.validate(table, name));
        }
        return steps;
    }

    /** Not yet valid, with its comment, in one transaction. */
    static List<Step> added(TableName table, String name, String definition, @Nullable String comment) {
        List<Step> steps = new ArrayList<>();
        String unless = Catalog.constraintExists(table, name);
        steps.add(Step.transactional(
                        "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + Identifiers.quote(name) + " "
                                + definition.replaceFirst(" NOT VALID$", "") + " NOT VALID",
                        AddConstraint.lock(definition))
                .unless(unless));
        if (comment != null) {
            steps.add(Step.transactional(
                            "COMMENT ON CONSTRAINT " + Identifiers.quote(name) + " ON " + table.sql() + " IS "
                                    + Identifiers.literal(comment),
                            AddConstraint.lock(definition))
                    .unless(unless));
        }
        return steps;
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                new Expectation(
                        Catalog.constraint(table, name, "pg_catalog.pg_get_constraintdef(k.oid)"),
                        definition,
                        "constraint " + name + " of " + table + " is not as it was when this was planned"),
                Expectation.holds(
                        Catalog.constraint(table, name, "k.contype IN ('c', 'f') AND k.coninhcount = 0"),
                        "constraint " + name + " of " + table + " is no check or foreign key of its own"));
    }
}
