package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.ExpressionStatistics;
import dev.pgwright.snapshot.ExtendedStatisticsData;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The data of statistics objects, for which no server has a way in. Distinct counts and dependencies are bytes that the
 * target hands out. A list of combinations is not: the server is given the combinations as rows of a scratch table and
 * makes the list, in which the true frequencies are then written (MCVList in mcv.c).
 */
final class CombinationStatistics {
    private static final String SCHEMA = "pgwright_scratch";
    private static final String TABLE = SCHEMA + ".scratch";
    private static final int FIRST_WITH_INHERITED = 15;

    private final Snapshot snapshot;
    private final Connection connection;
    private final int major;
    private final List<TwinGap> gaps;

    CombinationStatistics(Snapshot snapshot, Connection connection, int major, List<TwinGap> gaps) {
        this.snapshot = snapshot;
        this.connection = connection;
        this.major = major;
        this.gaps = gaps;
    }

    /** A statistics object of the twin. */
    private record Subject(long oid, String table, List<String> columns, List<String> expressions) {
        int width() {
            return columns.size() + expressions.size();
        }
    }

    void inject() throws SQLException {
        List<ExtendedStatisticsData> rows = snapshot.rows(Facts.EXTENDED_STATISTICS_DATA);
        if (rows.isEmpty()) {
            return;
        }
        Map<String, Subject> subjects = subjects();
        execute("CREATE SCHEMA " + SCHEMA);
        for (String type : List.of("pg_ndistinct", "pg_dependencies", "pg_mcv_list")) {
            execute("CREATE CAST (bytea AS " + type + ") WITHOUT FUNCTION");
        }
        for (ExtendedStatisticsData row : rows) {
            @Nullable Subject subject = subjects.get(row.schema() + '\0' + row.name());
            if (subject != null) {
                injectOrGap(row, subject);
            }
        }
        execute("DROP SCHEMA " + SCHEMA + " CASCADE");
        for (String type : List.of("pg_ndistinct", "pg_dependencies", "pg_mcv_list")) {
            execute("DROP CAST (bytea AS " + type + ")");
        }
    }

    private Map<String, Subject> subjects() throws SQLException {
        Map<String, Subject> subjects = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(TwinSql.load("statistics_objects"))) {
            while (row.next()) {
                subjects.put(
                        row.getString(1) + '\0' + row.getString(2),
                        new Subject(row.getLong(3), row.getString(4), texts(row.getArray(5)), texts(row.getArray(6))));
            }
        }
        return subjects;
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }

    private void injectOrGap(ExtendedStatisticsData row, Subject subject) throws SQLException {
        try {
            inject(row, subject);
        } catch (SQLException e) {
            gaps.add(new TwinGap(
                    "data of statistics object " + row.schema() + "." + row.name(),
                    DdlRunner.sentence(e),
                    Ddl.PLANS_DIFFER));
        }
    }

    private void inject(ExtendedStatisticsData row, Subject subject) throws SQLException {
        List<ExpressionStatistics> expressions = snapshot.rows(Facts.EXPRESSION_STATISTICS).stream()
                .filter(e -> e.schema().equals(row.schema()) && e.name().equals(row.name()))
                .filter(e -> e.inherited() == row.inherited())
                .toList();
        boolean scratch = row.mostCommonValues() != null || !expressions.isEmpty();
        if (scratch) {
            makeScratch(subject);
        }
        String list = row.mostCommonValues() == null ? "NULL" : bytes(listOfCombinations(row, subject), "pg_mcv_list");
        String array = expressions.isEmpty() ? "NULL" : expressions(expressions, subject);
        String inherited = major >= FIRST_WITH_INHERITED ? ", stxdinherit" : "";
        String flag = major >= FIRST_WITH_INHERITED ? ", " + row.inherited() : "";
        execute("DELETE FROM pg_statistic_ext_data WHERE stxoid = " + subject.oid
                + (inherited.isEmpty() ? "" : " AND stxdinherit = " + row.inherited())
                + "; INSERT INTO pg_statistic_ext_data (stxoid" + inherited
                + ", stxdndistinct, stxddependencies, stxdmcv, stxdexpr) VALUES (" + subject.oid + flag + ", "
                + bytes(row.nDistinct(), "pg_ndistinct") + ", " + bytes(row.dependencies(), "pg_dependencies") + ", "
                + list + ", " + array + ")");
        if (scratch) {
            execute("DROP TABLE " + TABLE);
        }
    }

    private static String bytes(@Nullable String hexadecimal, String type) {
        return hexadecimal == null ? "NULL" : "decode(" + literal(hexadecimal) + ", 'hex')::" + type;
    }

    /** A table of columns c1, c2, ... of the types that the object is on. */
    private void makeScratch(Subject subject) throws SQLException {
        List<String> parts = new ArrayList<>(subject.columns);
        subject.expressions.forEach(expression -> parts.add("(" + expression + ")"));
        String list = IntStream.range(0, parts.size())
                .mapToObj(i -> parts.get(i) + " AS c" + (i + 1))
                .collect(Collectors.joining(", "));
        execute("DROP TABLE IF EXISTS " + TABLE + "; CREATE TABLE " + TABLE + " AS SELECT " + list + " FROM "
                + subject.table + " WITH NO DATA");
    }

    private String listOfCombinations(ExtendedStatisticsData row, Subject subject) throws SQLException {
        String columns =
                IntStream.rangeClosed(1, subject.width()).mapToObj(i -> "c" + i).collect(Collectors.joining(", "));
        String pairs = IntStream.rangeClosed(1, subject.width())
                .mapToObj(i -> "'c" + i + "', m.list[i][" + i + "]")
                .collect(Collectors.joining(", "));
        String values = literal(String.valueOf(row.mostCommonValues()));
        execute("INSERT INTO " + TABLE + " SELECT (jsonb_populate_record(NULL::" + TABLE + ", jsonb_build_object("
                + pairs + "))).* FROM (SELECT " + values
                + "::text[]) AS m (list), generate_subscripts(m.list, 1) AS i; CREATE STATISTICS " + SCHEMA
                + ".combinations (mcv) ON " + columns + " FROM " + TABLE + "; ALTER STATISTICS " + SCHEMA
                + ".combinations SET STATISTICS 10000");
        execute("ANALYZE " + TABLE);
        return withFrequencies(row, subject.width(), values);
    }

    /** The server's list with the items in the target's order and with the target's frequencies. */
    private String withFrequencies(ExtendedStatisticsData row, int width, String values) throws SQLException {
        String sql = TwinSql.load("combinations").replace(":values", values);
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            result.next();
            Integer[] places = (Integer[]) result.getArray(2).getArray();
            CombinationList list = new CombinationList(HexFormat.of().parseHex(result.getString(1)), width, places);
            return HexFormat.of().formatHex(list.with(row.mostCommonFrequencies(), row.mostCommonBaseFrequencies()));
        }
    }

    /** Statistics of the scratch table's columns, taken as those of the expressions. */
    private String expressions(List<ExpressionStatistics> expressions, Subject subject) throws SQLException {
        int before = subject.columns.size();
        List<ColumnStatistics> rows = expressions.stream()
                .map(e -> asColumn(e, "c" + (before + e.position())))
                .toList();
        execute("DELETE FROM pg_statistic WHERE starelid = '" + TABLE + "'::regclass");
        execute(TwinSql.withRows(TwinStatistics.columnFile(major), rows));
        return "(SELECT array_agg(s ORDER BY g) FROM generate_series(" + (before + 1) + ", " + subject.width()
                + ") AS g LEFT JOIN pg_statistic AS s ON s.starelid = '" + TABLE + "'::regclass AND s.staattnum = g)";
    }

    private static ColumnStatistics asColumn(ExpressionStatistics e, String column) {
        return new ColumnStatistics(
                SCHEMA,
                "scratch",
                column,
                false,
                e.nullFraction(),
                e.averageWidthBytes(),
                e.nDistinct(),
                e.mostCommonValues(),
                e.mostCommonFrequencies(),
                e.histogramBounds(),
                e.correlation(),
                e.mostCommonElements(),
                e.mostCommonElementFrequencies(),
                e.elementCountHistogram(),
                null,
                null,
                null);
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }
}
