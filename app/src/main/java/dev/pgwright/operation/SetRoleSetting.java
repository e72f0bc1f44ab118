package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or resets a setting for all new sessions of a role.
 *
 * @param database where it holds; null for every database
 * @param before value set for the role before, null when it was not set there
 * @param after value to set, null to reset
 */
public record SetRoleSetting(
        String role,
        @Nullable String database,
        String setting,
        @Nullable String before,
        @Nullable String after) implements Operation {
    @Override
    public String object() {
        return role + "." + setting;
    }

    @Override
    public String title() {
        String where = "role " + role + (database == null ? "" : " in database " + database);
        return after == null ? "Reset " + setting + " of " + where : "Set " + setting + " = " + after + " for " + where;
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
                "ALTER ROLE " + Identifiers.quote(role)
                        + (database == null ? "" : " IN DATABASE " + Identifiers.quote(database))
                        + " " + SettingText.change(setting, value),
                Lock.NONE));
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(
                Expectation.holds(
                        "EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = " + Catalog.text(role) + ")",
                        "the role " + role + " is not there any more"),
                value(before));
    }

    @Override
    public List<Expectation> inForce() {
        return List.of(value(after));
    }

    private Expectation value(@Nullable String value) {
        return new Expectation(
                Catalog.fixedSetting(database, role, setting),
                value,
                setting + " of role " + role + " was changed by somebody else meanwhile");
    }
}
