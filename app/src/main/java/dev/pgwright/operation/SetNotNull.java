package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Forbids NULL in a column. The rows that are there are looked at by a check's validation, which stops nobody; with
 * the check in place SET NOT NULL looks at none (NotNullImpliedByRelConstraints, tablecmds.c).
 */
public record SetNotNull(TableName table, String column) implements Operation {
    @Override
    public String object() {
        return table + "." + column;
    }

    @Override
    public String title() {
        return "Forbid NULL in " + object();
    }

    private String check() {
        return "pgwright_not_null_" + Integer.toHexString(column.hashCode());
    }

    @Override
    public List<Step> apply() {
        String done = Catalog.column(table, column, "a.attnotnull");
        String alter = "ALTER TABLE " + table.sql();
        return List.of(
                Step.transactional(
                                alter + " ADD CONSTRAINT " + Identifiers.quote(check()) + " CHECK ("
                                        + Identifiers.quote(column) + " IS NOT NULL) NOT VALID",
                                Lock.ACCESS_EXCLUSIVE)
                        .unless(done + " OR " + Catalog.constraintExists(table, check())),
                validated(done),
                Step.transactional(
                        alter + " ALTER COLUMN " + Identifiers.quote(column) + " SET NOT NULL", Lock.ACCESS_EXCLUSIVE),
                AddConstraint.drop(table, check()));
    }

    private Step validated(String done) {
        Step step = AddConstraint.validate(table, check());
        return step.unless(done + " OR " + step.unless());
    }

    @Override
    public List<Step> undo() {
        return List.of(
                Step.transactional(
                        "ALTER TABLE " + table.sql() + " ALTER COLUMN " + Identifiers.quote(column) + " DROP NOT NULL",
                        Lock.ACCESS_EXCLUSIVE),
                AddConstraint.drop(table, check()));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.holds(
                        Catalog.column(table, column, "NOT a.attnotnull"),
                        "column " + object() + " is not there any more, or forbids NULL already"),
                Expectation.holds(
                        "NOT " + Catalog.constraintExists(table, check()),
                        "a constraint " + check() + " of " + table + " is there already"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
