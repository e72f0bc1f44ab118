package dev.pgwright.proof.clone;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Takes rows from one server to the other by COPY, without holding them, and no faster than allowed. */
final class RowPipe {
    /** Types below have the same number on every server (FirstNormalObjectId in transam.h). */
    private static final long FIRST_OF_USERS = 16_384;
    /** Rows between two looks at the clock. */
    private static final int ROWS = 256;

    private final CopyManager source;
    private final CopyManager sink;
    private final @Nullable Long bytesPerSecond;
    private final long begin = System.nanoTime();
    private long bytes;

    RowPipe(Connection source, Connection sink, @Nullable Long bytesPerSecond) throws SQLException {
        this.source = source.unwrap(PGConnection.class).getCopyAPI();
        this.sink = sink.unwrap(PGConnection.class).getCopyAPI();
        this.bytesPerSecond = bytesPerSecond;
    }

    /** Bytes that went through. */
    long bytes() {
        return bytes;
    }

    /** Settings of a reading transaction under which texts mean the same on the other side. */
    static String readingSettings() {
        return "SET LOCAL row_security = off; SET LOCAL DateStyle = 'ISO, YMD'; SET LOCAL IntervalStyle = 'postgres';"
                + " SET LOCAL extra_float_digits = 3; SET LOCAL bytea_output = 'hex'";
    }

    /**
     * Copies rows.
     *
     * @param query selects the columns in their order
     * @return rows
     */
    long copy(String query, Relation into, List<Column> columns) throws SQLException {
        // values of the user's own types, arrays of them above all, name the type by a number in binary
        boolean binary = columns.stream().allMatch(column -> column.typeOid() < FIRST_OF_USERS);
        String format = binary ? " (FORMAT binary)" : "";
        CopyOut out = source.copyOut("COPY (" + query + ") TO STDOUT" + format);
        CopyIn in = sink.copyIn("COPY " + Identifiers.qualified(into.schema(), into.name()) + " (" + names(columns)
                + ") FROM STDIN" + format);
        try {
            int rows = 0;
            for (byte[] row = out.readFromCopy(); row != null; row = out.readFromCopy()) {
                in.writeToCopy(row, 0, row.length);
                bytes += row.length;
                if (++rows % ROWS == 0) {
                    Interruption.check();
                    slowDown();
                }
            }
            return in.endCopy();
        } finally {
            cancel(out, in);
        }
    }

    private static void cancel(CopyOut out, CopyIn in) throws SQLException {
        if (in.isActive()) {
            in.cancelCopy();
        }
        if (out.isActive()) {
            out.cancelCopy();
        }
    }

    private void slowDown() {
        if (bytesPerSecond != null) {
            long due = begin + (long) (1e9 * bytes / bytesPerSecond);
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
        }
    }

    static String names(List<Column> columns) {
        return columns.stream().map(column -> Identifiers.quote(column.name())).collect(Collectors.joining(", "));
    }
}
