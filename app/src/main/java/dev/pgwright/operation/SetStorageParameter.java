package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or resets a storage parameter of a table, such as {@code autovacuum_enabled}.
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
        String action = value == null
                ? " RESET (" + Identifiers.quote(parameter) + ")"
                : " SET (" + Identifiers.quote(parameter) + " = " + Identifiers.literal(value) + ")";
        return List.of(Step.transactional("ALTER TABLE " + table.sql() + action, Lock.SHARE_UPDATE_EXCLUSIVE));
    }
}
