package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * Adds a check or foreign key in two steps: for new rows at once, then, without stopping anybody, for those that are
 * there.
 *
 * @param definition {@code CHECK (...)} or {@code FOREIGN KEY (...) REFERENCES ...}
 */
public record AddConstraint(TableName table, String name, String definition) implements Operation {
    @Override
    public String object() {
        return table + "." + name;
    }

    @Override
    public String title() {
        return "Add constraint " + name + " to " + table;
    }

    @Override
    public List<Step> apply() {
        return List.of(
                Step.transactional(
                                "ALTER TABLE " + table.sql() + " ADD CONSTRAINT " + Identifiers.quote(name) + " "
                                        + definition + " NOT VALID",
                                lock(definition))
                        .unless(Catalog.constraintExists(table, name)),
                validate(table, name));
    }

    /** A foreign key stops writes of both tables, a check reads as well (AlterTableGetLockLevel, tablecmds.c). */
    static Lock lock(String definition) {
        return definition.startsWith("FOREIGN KEY") ? Lock.SHARE_ROW_EXCLUSIVE : Lock.ACCESS_EXCLUSIVE;
    }

    static Step validate(TableName table, String name) {
        return Step.alone(
                        "ALTER TABLE " + table.sql() + " VALIDATE CONSTRAINT " + Identifiers.quote(name),
                        Lock.SHARE_UPDATE_EXCLUSIVE)
                .unless(Catalog.constraint(table, name, "k.convalidated"));
    }

    @Override
    public List<Step> undo() {
        return List.of(drop(table, name));
    }

    static Step drop(TableName table, String name) {
        return Step.transactional(
                "ALTER TABLE " + table.sql() + " DROP CONSTRAINT IF EXISTS " + Identifiers.quote(name),
                Lock.ACCESS_EXCLUSIVE);
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.fits(name),
                Expectation.present(table),
                Expectation.holds(
                        "NOT " + Catalog.constraintExists(table, name),
                        "a constraint " + name + " of " + table + " is there already"));
    }

    @Override
    public Estimate estimate(Snapshot snapshot) {
        return Estimate.scan(snapshot, table);
    }
}
