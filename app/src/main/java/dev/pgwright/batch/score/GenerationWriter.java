package dev.pgwright.batch.score;

import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/**
 * Writes results into the table of a generation by binary COPY. The table must have been made in this transaction, for
 * the sake of FREEZE.
 *
 * @param table its quoted name
 * @param userIds ids as the server sends them, by place
 * @param itemIds ids as the server sends them, by place
 * @param scale digits after the point of a score
 */
@SuppressWarnings("ArrayRecordComponent") // columns of millions of rows: never compared, never copied
record GenerationWriter(
        WriteSession session, String table, int generation, byte[][] userIds, byte[][] itemIds, int scale) {

    /** Writes what users have; how many rows that was. */
    long write(ParallelScoring.Block block) throws SQLException {
        String copy = "COPY " + table + " FROM STDIN (FORMAT binary, FREEZE)";
        CopyWriter out = new CopyWriter(
                session.connection().unwrap(PGConnection.class).getCopyAPI().copyIn(copy));
        long rows = 0;
        for (int user = block.from(); user < block.to(); user++) {
            int first = (user - block.from()) * block.width();
            int count = block.counts()[user - block.from()];
            for (int rank = 1; rank <= count; rank++) {
                int at = first + rank - 1;
                out.row(5);
                out.integer(generation);
                out.raw(userIds[user]);
                out.raw(itemIds[block.places()[at]]);
                out.integer(rank);
                out.numeric(block.scores()[at], scale);
            }
            rows += count;
        }
        out.finish();
        return rows;
    }
}
