package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;

/** Reads what makes an object again exactly: what dropping or replacing it has to keep. */
public final class Definitions {
    private Definitions() {}

    /**
     * The statements, in order.
     *
     * @throws PgwrightException UNKNOWN_NAME when there is no such object
     */
    public static List<String> of(WriteSession session, DatabaseObject object) {
        String query = object.definitionQuery(session.version().major());
        try {
            List<String> statements = new Look(session)
                    .rows("SELECT d.statement FROM (" + query + "\n) AS d (n, statement) ORDER BY d.n").stream()
                            .map(Objects::requireNonNull)
                            .toList();
            if (statements.isEmpty()) {
                throw new PgwrightException(
                        ErrorCode.UNKNOWN_NAME, "There is no such object: " + object, "Correct its name.");
            }
            return statements;
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }
}
