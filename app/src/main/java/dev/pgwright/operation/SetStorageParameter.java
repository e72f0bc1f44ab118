package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or resets a storage parameter of a table or index, such as {@code autovacuum_enabled}; {@code toast.} in front
 * of the name means that of the TOAST table.
 *
 * @param before value in force before, null when it was not set
 * @param after value to set, null to reset
 */
public record SetStorageParameter(
        TableName table,
        String parameter,
        @Nullable String before,
        @Nullable String after) implements Operation {
    @Override
    public String object() {
        return table.toString();
    }

    @Override
    public String title() {
        return after == null
                ? "Reset " + parameter + " of " + table
                : "Set " + parameter + " of " + table + " to " + after;
    }

    @Override
    public List<Step> apply() {
        return alter(after);
    }

    @Override
    public List<Step> undo() {
        return alter(before);
    }

    private List<Step> alter(@Nullable String value) {
        String name = Identifiers.qualified(parameter.split("\\.", -1));
        String action =
                value == null ? " RESET (" + name + ")" : " SET (" + name + " = " + Identifiers.literal(value) + ")";
        return List.of(Step.transactional("ALTER TABLE " + table.sql() + action, Lock.SHARE_UPDATE_EXCLUSIVE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.present(table), value(before));
    }

    @Override
    public List<Expectation> inForce() {
        return List.of(value(after));
    }

    private Expectation value(@Nullable String value) {
        return new Expectation(
                Catalog.storageParameter(table, parameter),
                value,
                parameter + " of " + table + " was changed by somebody else meanwhile");
    }
}
