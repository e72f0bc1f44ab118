package dev.pgwright.operation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Sets or resets a setting of the whole server in {@code postgresql.auto.conf}.
 *
 * @param before value in that file before, null when it had none
 * @param after value to set, null to remove it from that file
 * @param restart true when the server reads it at its start only (pg_settings.context is postmaster)
 */
public record SetSystemSetting(
        String setting, @Nullable String before, @Nullable String after, boolean restart) implements Operation {
    @Override
    public String object() {
        return setting;
    }

    @Override
    public String title() {
        String what = after == null
                ? "Reset " + setting + " of the server"
                : "Set " + setting + " = " + after + " for the whole server";
        return what + (restart ? "; it holds after the next restart" : "");
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
        return List.of(
                Step.alone("ALTER SYSTEM " + SettingText.change(setting, value), Lock.NONE),
                Step.alone("SELECT pg_catalog.pg_reload_conf()", Lock.NONE));
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
                "(SELECT setting FROM pg_catalog.pg_file_settings WHERE sourcefile ~ '[/\\\\]postgresql.auto.conf$'"
                        + " AND lower(name) = lower(" + Catalog.text(setting) + ") ORDER BY seqno DESC LIMIT 1)",
                value,
                setting + " of the server was changed by somebody else meanwhile");
    }
}
