package dev.pgwright.change;

import dev.pgwright.operation.Expectation;
import dev.pgwright.postgres.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the catalog over the connection for changes. The search path is pg_catalog alone, so that the server's
 * texts hold qualified names; a lock that somebody holds is not waited for.
 */
final class Look {
    private static final String SET_UP = "BEGIN READ ONLY; SET LOCAL search_path = pg_catalog;"
            + " SET LOCAL lock_timeout = 1000; SET LOCAL statement_timeout = 15000";

    private final WriteSession session;

    Look(WriteSession session) {
        this.session = session;
    }

    /** The one value that the query or expression yields; null for NULL. */
    @Nullable
    String value(String expression) throws SQLException {
        List<@Nullable String> values = rows("SELECT (" + expression + ")::text");
        return values.isEmpty() ? null : values.get(0);
    }

    boolean holds(String condition) throws SQLException {
        return "true".equals(value(condition));
    }

    boolean holds(Expectation expectation) throws SQLException {
        return Objects.equals(value(expectation.expression()), expectation.answer());
    }

    /** Why the first that does not hold matters; empty when all hold. */
    Optional<String> firstUnmet(List<Expectation> expectations) throws SQLException {
        for (Expectation expectation : expectations) {
            if (!holds(expectation)) {
                return Optional.of(expectation.otherwise());
            }
        }
        return Optional.empty();
    }

    /** First column of all rows. */
    List<@Nullable String> rows(String query) throws SQLException {
        session.execute(SET_UP);
        try (Statement statement = session.connection().createStatement()) {
            statement.setEscapeProcessing(false);
            List<@Nullable String> values = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    values.add(rows.getString(1));
                }
            }
            return values;
        } finally {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
        }
    }
}
