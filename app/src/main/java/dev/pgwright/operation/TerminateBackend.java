package dev.pgwright.operation;

import java.util.List;

/**
 * Ends one session of the server, or cancels what it runs; nothing to take back.
 *
 * @param pid process id
 * @param backendStart when it began, as the server writes it: another session may get the same number later
 * @param cancel its statement alone
 */
public record TerminateBackend(int pid, String backendStart, boolean cancel) implements Operation {
    @Override
    public String object() {
        return "session " + pid;
    }

    @Override
    public String title() {
        return cancel ? "Cancel the statement of session " + pid : "End session " + pid;
    }

    @Override
    public List<Step> apply() {
        String function = cancel ? "pg_cancel_backend" : "pg_terminate_backend";
        return List.of(Step.alone(
                "SELECT pg_catalog." + function + "(pid) FROM pg_catalog.pg_stat_activity WHERE " + same(), Lock.NONE));
    }

    private String same() {
        return "pid = " + pid + " AND backend_start = " + Catalog.text(backendStart) + "::pg_catalog.timestamptz"
                + " AND pid <> pg_catalog.pg_backend_pid()";
    }

    @Override
    public List<Step> undo() {
        return List.of();
    }

    @Override
    public List<Expectation> expects(int major) {
        return List.of(Expectation.holds(
                "EXISTS (SELECT FROM pg_catalog.pg_stat_activity WHERE " + same() + ")",
                "session " + pid + " has ended by itself"));
    }
}
