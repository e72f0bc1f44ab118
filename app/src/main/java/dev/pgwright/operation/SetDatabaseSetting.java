package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or resets a setting for all new sessions of a database.
 *
 * @param before value set for the database before, null when it was not set there
 * @param after value to set, null to reset
 */
public record SetDatabaseSetting(
        String database,
        String setting,
        @Nullable String before,
        @Nullable String after) implements Operation {
    @Override
    public String object() {
        return setting;
    }

    @Override
    public String title() {
        return after == null
                ? "Reset " + setting + " of database " + database
                : "Set " + setting + " = " + after + " for database " + database;
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
        return List.of(Step.transactional(
                "ALTER DATABASE " + Identifiers.quote(database) + " " + SettingText.change(setting, value), Lock.NONE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(value(before));
    }

    @Override
    public List<Expectation> inForce() {
        return List.of(value(after));
    }

    private Expectation value(@Nullable String value) {
        return new Expectation(
                Catalog.fixedSetting(database, null, setting),
                value,
                setting + " of database " + database + " was changed by somebody else meanwhile");
    }
}
