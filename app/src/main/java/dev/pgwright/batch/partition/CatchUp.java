package dev.pgwright.batch.partition;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes what was noted of the table's changes over into the shadow.
 *
 * <p>A writer notes the key of what it changed in its own transaction. A round takes all notes that one snapshot shows
 * and copies the rows of their keys anew: each of those rows is then in the shadow as that snapshot shows it. What is
 * changed later has a note that the snapshot does not show and the next round takes.
 *
 * <p>A chunk may copy a row as it was before a change whose note is taken meanwhile. So chunks and rounds exclude each
 * other by locks on the shadow, which LOCK TABLE takes before the snapshot.
 */
final class CatchUp {
    private static final int MOST_ROUNDS = 50;
    private static final int FEW = 200;

    private final WriteSession session;
    private final ConversionNames names;
    private final int id;

    CatchUp(WriteSession session, ConversionNames names, int id) {
        this.session = session;
        this.names = names;
        this.id = id;
    }

    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> T inOneSnapshot(Work<T> work) throws SQLException {
        session.execute("BEGIN ISOLATION LEVEL REPEATABLE READ; LOCK TABLE ONLY " + names.shadow()
                + " IN SHARE ROW EXCLUSIVE MODE");
        try {
            T result = work.run();
            session.execute("COMMIT");
            return result;
        } catch (SQLException | RuntimeException e) {
            if (!session.connection().isClosed()) {
                session.execute("ROLLBACK");
            }
            throw e;
        }
    }

    /**
     * One round.
     *
     * @return number of notes taken; -1 when a chunk was in the way
     */
    long round() throws SQLException {
        try {
            return inOneSnapshot(this::takeOver);
        } catch (SQLException e) {
            String state = String.valueOf(e.getSQLState());
            if (state.equals(SqlStates.LOCK_NOT_AVAILABLE) || state.equals(SqlStates.SERIALIZATION_FAILURE)) {
                return -1;
            }
            throw e;
        }
    }

    private long takeOver() throws SQLException {
        return Long.parseLong(Rows.one(session, "SELECT pgwright_batch.take_over_" + id + "()"));
    }

    /** Rounds until few notes are left. */
    void untilFew() throws SQLException {
        for (int i = 0; i < MOST_ROUNDS; i++) {
            long taken = round();
            if (taken >= 0 && taken < FEW) {
                return;
            }
        }
    }

    /**
     * What was found equal.
     *
     * @param transaction in which it was; snapshots from before do not show what was copied
     */
    record Verified(long rows, int periods, String transaction) {
        String words() {
            return rows + " rows in " + periods + " periods were compared by count and hash and are equal.";
        }
    }

    /**
     * Compares both tables in the snapshot in which the last note was taken: rows and a sum of row hashes for each
     * period.
     *
     * @throws PgwrightException CHANGE_FAILED naming what differs
     */
    Verified verify(SourceTable table, ConversionRequest request) throws SQLException {
        String query = new ConversionSql()
                .text("table_id", names.table())
                .text("shadow_id", names.shadow())
                .text("column_id", Identifiers.quote(request.column()))
                .text("columns", table.list())
                .text("in_utc", table.inUtc())
                .literal("every", request.every().unit())
                .fill("verify.sql");
        String[] transaction = new String[1];
        List<List<String>> periods = inOneSnapshot(() -> {
            takeOver();
            transaction[0] = Rows.one(session, "SELECT pg_current_xact_id()::xid");
            return Rows.of(session, query);
        });
        List<String> wrong = new ArrayList<>();
        for (List<String> period : periods) {
            if (!period.get(3).equals("t")) {
                wrong.add(period.get(0) + ": " + period.get(1) + " rows in the table, " + period.get(2)
                        + " in the copy, or others");
            }
        }
        if (!wrong.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.CHANGE_FAILED,
                    "The copy of " + names + " differs from it: " + String.join("; ", wrong),
                    "Nothing was swapped. Did somebody disable triggers while it was copied? Take the conversion back"
                            + " with --undo and begin again.");
        }
        long rows =
                periods.stream().mapToLong(row -> Long.parseLong(row.get(1))).sum();
        return new Verified(rows, periods.size(), transaction[0]);
    }
}
