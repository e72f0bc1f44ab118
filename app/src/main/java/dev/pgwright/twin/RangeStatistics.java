package dev.pgwright.twin;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statistics of ranges on servers whose pg_stats leaves them out. */
final class RangeStatistics {
    /** pg_stats shows them from there on. */
    static final int FIRST_WITH_VIEW = 17;

    private final Map<List<String>, Found> found = new HashMap<>();

    private record Found(
            @Nullable String lengths,
            @Nullable Double empty,
            @Nullable String bounds) {}

    void read(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TwinSql.load("range_statistics"))) {
            while (row.next()) {
                double value = row.getDouble(6);
                @Nullable Double empty = row.wasNull() ? null : value;
                found.put(
                        List.of(row.getString(1), row.getString(2), row.getString(3), row.getString(4)),
                        new Found(row.getString(5), empty, row.getString(7)));
            }
        }
    }

    Snapshot addTo(Snapshot snapshot) {
        if (found.isEmpty()) {
            return snapshot;
        }
        List<ColumnStatistics> all = snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .map(this::completed)
                .toList();
        return snapshot.with(Facts.COLUMN_STATISTICS, all);
    }

    private ColumnStatistics completed(ColumnStatistics s) {
        @Nullable Found ranges = found.get(List.of(s.schema(), s.relation(), s.column(), s.inherited() ? "t" : "f"));
        return ranges == null ? s : s.withRanges(ranges.lengths, ranges.empty, ranges.bounds);
    }
}
