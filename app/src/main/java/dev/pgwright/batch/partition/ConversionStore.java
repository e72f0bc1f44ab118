package dev.pgwright.batch.partition;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conversions and how far they are, in schema pgwright_batch of the database that they work on. */
final class ConversionStore {
    private static final int ATTEMPTS = 20;
    private static final Duration BETWEEN = Duration.ofMillis(500);

    private final WriteSession session;

    ConversionStore(WriteSession session) {
        this.session = session;
    }

    /** How far a conversion is. */
    enum State {
        /** Shadow and functions are there. */
        PREPARED,
        /** Changes of the table are noted down, rows are copied. */
        COPYING,
        /** All rows were copied once. */
        COPIED,
        /** The shadow has the table's name. */
        SWAPPED,
        /** All foreign keys are in force, and the old table is kept in step. */
        DONE,
        /** It is being taken back: the old table is in its place. */
        UNDOING;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A conversion under way.
     *
     * @param job number of the job that copies; 0 before
     * @param swap statements of the swap, and what the table was like, as they were read at the beginning
     */
    record Conversion(
            int id, String relation, String request, State state, int job, List<String> swap, List<String> unswap) {}

    void setUp() throws SQLException {
        // IF NOT EXISTS alone fails when two do it at the same time
        session.execute("BEGIN; SELECT pg_advisory_xact_lock(hashtextextended('pgwright batch set-up', 0)); "
                + ConversionSql.read("setup.sql") + " COMMIT");
    }

    /** Sees to it that one program at a time works on a table, until the session ends. */
    void lock(String relation) throws SQLException {
        String query = "SELECT pg_try_advisory_lock(hashtextextended("
                + Identifiers.literal("pgwright conversion of " + relation) + ", 0))";
        for (int attempt = 0; !Rows.one(session, query).equals("t"); attempt++) {
            if (attempt == ATTEMPTS) {
                throw new PgwrightException(
                        ErrorCode.BUSY, "Another program is converting " + relation, "Wait for it, or stop it first.");
            }
            LockSupport.parkNanos(BETWEEN.toNanos()); // the server takes a moment to notice a program that was killed
        }
    }

    /** The table's conversion that is neither ended nor taken back. */
    Optional<Conversion> find(String relation) throws SQLException {
        if (Rows.one(session, "SELECT to_regclass('pgwright_batch.conversion')").isEmpty()) {
            return Optional.empty();
        }
        List<List<String>> rows = Rows.of(
                session,
                "SELECT id, request, state, coalesce(job_id, 0), swap, unswap FROM pgwright_batch.conversion"
                        + " WHERE state NOT IN ('dropped', 'undone') AND relation = "
                        + Identifiers.literal(relation));
        return rows.stream()
                .findFirst()
                .map(row -> new Conversion(
                        Integer.parseInt(row.get(0)),
                        relation,
                        row.get(1),
                        State.valueOf(row.get(2).toUpperCase(Locale.ROOT)),
                        Integer.parseInt(row.get(3)),
                        statements(row.get(4)),
                        statements(row.get(5))));
    }

    /** The same where it must be there. */
    Conversion get(String relation) throws SQLException {
        return find(relation)
                .orElseThrow(() -> new PgwrightException(
                        ErrorCode.BUSY,
                        "The conversion of " + relation + " was just ended by another run",
                        "Look at the table."));
    }

    /** Notes a conversion; part of the transaction that makes the shadow. */
    int begin(ConversionRequest request, List<String> swap, List<String> unswap) throws SQLException {
        String values = Stream.of(
                        request.relation(),
                        request.words(),
                        String.join(SEPARATOR, swap),
                        String.join(SEPARATOR, unswap))
                .map(Identifiers::literal)
                .collect(Collectors.joining(", "));
        return Integer.parseInt(Rows.one(
                session,
                "INSERT INTO pgwright_batch.conversion (relation, request, swap, unswap) VALUES (" + values
                        + ") RETURNING id"));
    }

    /** Between two statements in one text; no statement of ours holds a unit separator. */
    private static final String SEPARATOR = "\u001f";

    private static List<String> statements(String text) {
        return text.isEmpty() ? List.of() : List.of(text.split(SEPARATOR));
    }

    /** A statement that notes how far a conversion is. */
    static String mark(int id, String state) {
        return "UPDATE pgwright_batch.conversion SET state = "
                + Identifiers.literal(state).strip() + " WHERE id = " + id;
    }

    void mark(int id, State state) throws SQLException {
        session.execute(mark(id, state.word()));
    }

    void note(int id, String column, Object value) throws SQLException {
        Rows.update(
                session,
                "UPDATE pgwright_batch.conversion SET " + Identifiers.quote(column) + " = ? WHERE id = " + id,
                value);
    }
}
