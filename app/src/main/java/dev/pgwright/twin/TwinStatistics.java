package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Puts the target's statistics into the twin's catalogs. */
final class TwinStatistics {
    /** Rows of pg_stats in one round trip: some hundred kilobytes of text. */
    private static final int CHUNK = 300;

    private static final int FIRST_WITH_RESTORE = 18;

    private final Snapshot snapshot;
    private final Connection connection;
    private final int major;
    private final List<TwinGap> gaps;

    TwinStatistics(Snapshot snapshot, Connection connection, int major, List<TwinGap> gaps) {
        this.snapshot = snapshot;
        this.connection = connection;
        this.major = major;
        this.gaps = gaps;
    }

    /** What relation_statistics.sql takes. */
    record Row(String schema, String name, long pages, double tuples, long allVisiblePages) {}

    void inject() throws SQLException {
        execute("SET allow_system_table_mods = on");
        execute(TwinSql.withRows("relation_statistics", relations()));
        List<ColumnStatistics> columns = snapshot.rows(Facts.COLUMN_STATISTICS);
        String file = columnFile(major);
        for (int from = 0; from < columns.size(); from += CHUNK) {
            injectOrHalve(file, columns.subList(from, Math.min(columns.size(), from + CHUNK)));
        }
        new CombinationStatistics(snapshot, connection, major, gaps).inject();
    }

    /** The file that writes rows of pg_stats on that major. */
    static String columnFile(int major) {
        return major >= FIRST_WITH_RESTORE ? "column_statistics.18" : "column_statistics";
    }

    private List<Row> relations() {
        List<Row> rows = new ArrayList<>();
        for (Relation r : snapshot.rows(Facts.RELATION)) {
            rows.add(new Row(r.schema(), r.name(), r.pages(), r.tuples(), r.allVisiblePages()));
        }
        for (Index i : snapshot.rows(Facts.INDEX)) {
            rows.add(new Row(i.schema(), i.name(), i.pages(), i.tuples(), 0));
        }
        return rows;
    }

    private void injectOrHalve(String file, List<ColumnStatistics> columns) throws SQLException {
        try {
            execute(TwinSql.withRows(file, columns));
        } catch (SQLException e) {
            if (columns.size() == 1) {
                ColumnStatistics column = columns.get(0);
                gaps.add(new TwinGap(
                        "statistics of " + literal(column.schema() + "." + column.relation() + "." + column.column()),
                        DdlRunner.sentence(e),
                        Ddl.PLANS_DIFFER));
                return;
            }
            int middle = columns.size() / 2;
            injectOrHalve(file, columns.subList(0, middle));
            injectOrHalve(file, columns.subList(middle, columns.size()));
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
