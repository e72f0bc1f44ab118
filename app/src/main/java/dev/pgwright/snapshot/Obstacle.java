package dev.pgwright.snapshot;

import dev.pgwright.postgres.ServerVersion;
import dev.pgwright.postgres.SqlStates;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;
import tools.jackson.core.JacksonException;

/** What keeps a fact from being read, in words: why, and what would help. */
final class Obstacle {
    private static final String INTERNAL_ERROR = "XX000";
    private static final String NOT_IN_PREREQUISITE_STATE = "55000";
    private static final String UNDEFINED_COLUMN = "42703";
    private static final String UNDEFINED_FUNCTION = "42883";

    private Obstacle() {}

    /** True for errors that a lock or a concurrent DROP causes and a moment later are gone. */
    static boolean isPassing(String state) {
        return state.equals(SqlStates.LOCK_NOT_AVAILABLE)
                || state.equals(SqlStates.UNDEFINED_TABLE)
                || state.equals(INTERNAL_ERROR);
    }

    static <T extends Record> FactState<T> olderServer(ServerVersion version) {
        return new FactState.Unavailable<>(
                "PostgreSQL " + version.major() + " does not have it", "Upgrade the server to a later major.");
    }

    static <T extends Record> FactState<T> missingExtension(String extension) {
        return new FactState.Unavailable<>(
                "The extension " + extension + " is not installed in this database",
                "Add " + extension + " to shared_preload_libraries, restart, and run CREATE EXTENSION " + extension
                        + ".");
    }

    static <T extends Record> FactState<T> of(Fact<T> fact, String state, SQLException e) {
        return switch (state) {
            case SqlStates.INSUFFICIENT_PRIVILEGE ->
                new FactState.Unavailable<>(
                        "The role may not read it: " + sentence(e),
                        fact.neededExtension()
                                .map(extension -> "GRANT USAGE on the schema of " + extension + " to the role.")
                                .orElse("GRANT pg_monitor to the role."));
            case SqlStates.LOCK_NOT_AVAILABLE ->
                new FactState.Unavailable<>(
                        "Another session locks a relation that it is about", "Try again when that session is done.");
            case SqlStates.QUERY_CANCELED ->
                new FactState.Unavailable<>("Reading it took too long", "Try again at a quieter time.");
            case NOT_IN_PREREQUISITE_STATE ->
                new FactState.Unavailable<>(
                        "The server is not set up for it: " + sentence(e),
                        fact.neededExtension()
                                .map(extension -> "Add " + extension + " to shared_preload_libraries and restart.")
                                .orElse("See the server's documentation."));
            case UNDEFINED_COLUMN, UNDEFINED_FUNCTION, SqlStates.UNDEFINED_TABLE -> undefined(fact, e);
            default -> new FactState.Unavailable<>("The server said: " + sentence(e), "Report this to pgwright.");
        };
    }

    /** The server answered, with columns or values that pgwright does not know. */
    static <T extends Record> FactState<T> wrongShape(Fact<T> fact, Throwable error) {
        Throwable cause = error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
        String where = cause instanceof JacksonException json
                ? json.getPathReference()
                : cause.getClass().getName();
        return new FactState.Unavailable<>(
                "A row of " + fact + " has an unexpected shape at " + where, "Report this to pgwright.");
    }

    private static <T extends Record> FactState<T> undefined(Fact<T> fact, SQLException e) {
        return new FactState.Unavailable<>(
                "The server lacks something that its version should have: " + sentence(e),
                fact.neededExtension()
                        .map(extension -> "Run ALTER EXTENSION " + extension + " UPDATE.")
                        .orElse("Report this to pgwright."));
    }

    /** The primary message alone: detail and context may hold literals. */
    private static String sentence(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "unknown error" : message.lines().findFirst().orElse("");
    }
}
