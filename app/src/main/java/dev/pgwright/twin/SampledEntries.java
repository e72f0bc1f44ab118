package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Relation;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a GIN index would take from a sample of a table's pages. The server counts; no value leaves it. Only functions
 * of the server itself are called.
 */
final class SampledEntries {
    /** Fewer than for btrees: a row has many entries. */
    private static final double ROWS = 10_000;

    /** Bytes of a value's header outside of an index, and in it where the value is short (VARATT_CONVERT_SHORT_SIZE). */
    private static final int LONG_HEADER = 4;

    private static final int SHORT_HEADER = 1;
    private static final int LONGEST_SHORT = 126;

    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(5));

    private SampledEntries() {}

    /** Reads them; nothing when the type is not known, or the table may not be read now. */
    static Optional<SeenEntries> read(
            Session session, Relation table, String column, String type, @Nullable String operators) {
        String entries = entries(type, operators);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        double percent = Math.min(100, 100 * ROWS / Math.max(1, table.tuples()));
        String sql = TwinSql.load("sampled_entries")
                .replace(":entries", entries)
                .replace(":percent", String.format(Locale.ROOT, "%.6f", percent))
                .replace(":column", Identifiers.quote(column))
                .replace(":table", Identifiers.qualified(table.schema(), table.name()));
        boolean variable = !"jsonb_path_ops".equals(operators);
        try {
            return session.read(LIMITS, connection -> read(connection, sql, table.tuples(), variable));
        } catch (PgwrightException e) {
            return Optional.empty(); // it may not be read, or is locked: the statistics have to do
        }
    }

    /**
     * SQL of the entries of one row. Empty for arrays: ANALYZE counts their elements in three times as many rows, and
     * how many a row has, which it does not for a tsvector.
     */
    private static String entries(String type, @Nullable String operators) {
        if (operators == null && type.equals("tsvector")) {
            return TwinSql.load("sampled_entries_vector");
        }
        boolean paths = "jsonb_path_ops".equals(operators);
        if (type.equals("jsonb") && (paths || operators == null || operators.equals("jsonb_ops"))) {
            return TwinSql.load("sampled_entries_document")
                    .replace(":keys", TwinSql.load("sampled_entries_document_" + (paths ? "paths" : "keys")));
        }
        return "";
    }

    private static Optional<SeenEntries> read(Connection connection, String sql, double tableRows, boolean variable)
            throws SQLException {
        List<SeenEntries.Group> groups = new ArrayList<>();
        double rows = 0;
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            while (row.next()) {
                rows = row.getDouble(1);
                double bytes = row.getDouble(6);
                double stored =
                        variable && bytes <= LONGEST_SHORT + LONG_HEADER ? bytes - LONG_HEADER + SHORT_HEADER : bytes;
                groups.add(new SeenEntries.Group(
                        row.getLong(2), row.getDouble(3), row.getDouble(4), row.getDouble(5), stored));
            }
        }
        return rows == 0 ? Optional.empty() : Optional.of(new SeenEntries(rows, Math.max(rows, tableRows), groups));
    }
}
