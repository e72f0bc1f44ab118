package dev.pgwright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Asks a PostgreSQL server (18, an empty database named postgres) what it makes of every case of the scope suite,
 * and prints the suite
 * with its answers: {@code ScopeOracle JDBC_URL pgquery/src/test/resources/dev/pgwright/pgquery/analysis}.
 *
 * <p>A statement becomes the body of an SQL-standard function, since the server records in pg_depend which columns
 * such a
 * body refers to. All is rolled back.
 */
public final class ScopeOracle {
    private static final String DEPENDENCIES = """
            SELECT DISTINCT n.nspname || '.' || c.relname || '.' || a.attname
            FROM pg_depend d
            JOIN pg_class c ON c.oid = d.refobjid
            JOIN pg_namespace n ON n.oid = c.relnamespace
            JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = d.refobjsubid
            WHERE d.classid = 'pg_proc'::regclass AND d.objid = 'public.zz'::regproc
              AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid <> 0
            """;

    private ScopeOracle() {}

    /** Prints the suite. */
    public static void main(String[] arguments) throws IOException, SQLException {
        Path folder = Path.of(arguments[1]);
        try (Connection connection = DriverManager.getConnection(arguments[0]);
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("SET search_path = public, app");
            statement.execute(Files.readString(folder.resolve("schema.sql")));
            for (String block : Files.readString(folder.resolve("scope.txt")).split("\n\n", -1)) {
                List<String> lines = block.lines().toList();
                boolean isCase = lines.size() == 3 && !lines.get(2).startsWith("#");
                System.out.println(
                        isCase ? lines.get(0) + "\n" + lines.get(1) + "\n" + answer(statement, lines.get(1)) : block);
                System.out.println();
            }
            connection.rollback();
        }
    }

    private static String answer(Statement statement, String sql) throws SQLException {
        statement.execute("SAVEPOINT before");
        try {
            statement.setEscapeProcessing(false);
            statement.execute("CREATE FUNCTION public.zz() RETURNS " + result(sql) + " LANGUAGE sql BEGIN ATOMIC " + sql
                    + "; END");
            List<String> columns = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery(DEPENDENCIES)) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
            columns.sort(null);
            return "= " + String.join(", ", columns);
        } catch (SQLException e) {
            String message = e.getMessage() == null
                    ? ""
                    : e.getMessage().lines().findFirst().orElse("");
            return "! " + e.getSQLState() + " " + message.replaceFirst("^ERROR: ", "");
        } finally {
            statement.execute("ROLLBACK TO before");
        }
    }

    /** A query must return rows; what changes data may return nothing. */
    private static String result(String sql) {
        String text = sql.replaceFirst("(?i)^WITH\\b.*\\) (INSERT|UPDATE|DELETE|MERGE) ", "$1 ");
        return text.matches("(?is)(INSERT|UPDATE|DELETE|MERGE)\\b.*") ? "void" : "SETOF record";
    }
}
