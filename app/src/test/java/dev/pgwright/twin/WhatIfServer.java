package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.ColumnStatistics;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A server with a database full of data and one that has all of it but the rows: the same catalogs and statistics,
 * files of the same length, end-point rows, btrees of the same height.
 */
final class WhatIfServer {
    static final String SOURCE = "source";
    static final String EMPTY = "empty";

    private static final Map<Integer, WhatIfServer> STARTED = new ConcurrentHashMap<>();

    private final LocalPostgres server;

    private WhatIfServer(LocalPostgres server) {
        this.server = server;
    }

    /** The one of that major in this run; it stops with the run. */
    static WhatIfServer of(int major) {
        return STARTED.computeIfAbsent(major, WhatIfServer::start);
    }

    private static WhatIfServer start(int major) {
        LocalPostgres server = LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                new LocalPostgres.Options(major, initdbArguments(major), Map.of(), LocalPostgres.USER)
                        .with("shared_preload_libraries", "")
                        .with("autovacuum", "off")
                        .with("max_wal_size", "4GB"));
        try {
            WhatIfServer started = new WhatIfServer(server);
            started.fill();
            started.empty();
            return started;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Pages are written past the server, without a checksum; 18 has them unless told not to. */
    private static List<String> initdbArguments(int major) {
        return major < 18 ? List.of("--locale=C.UTF-8") : List.of("--locale=C.UTF-8", "--no-data-checksums");
    }

    LocalPostgres server() {
        return server;
    }

    Connection connect(String database) {
        return WhatIfSql.connect(server, database);
    }

    private void fill() {
        run("postgres", "CREATE DATABASE " + SOURCE);
        run(SOURCE, resource("whatif-source.sql").split(";\n"));
        run(SOURCE, "DO $$ BEGIN CREATE ROLE reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        run(SOURCE, "GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader");
    }

    /** A relation as it was with its rows. */
    private record Relation(
            String name, String kind, long pages, int relpages, float tuples, int visible, int height) {}

    private void empty() {
        List<Relation> relations = rows(
                SOURCE,
                """
                SELECT x.oid::regclass::text, x.relkind, pg_relation_size(x.oid) / 8192, x.relpages, x.reltuples,
                       x.relallvisible,
                       CASE WHEN x.relkind = 'i' AND a.amname = 'btree'
                            THEN (SELECT level FROM bt_metap(x.oid::regclass::text)) ELSE 0 END
                FROM pg_class AS x LEFT JOIN pg_am AS a ON a.oid = x.relam
                WHERE x.relnamespace = 'public'::regnamespace AND x.relkind IN ('r', 'i')""",
                row -> new Relation(
                        row.getString(1),
                        row.getString(2),
                        row.getLong(3),
                        row.getInt(4),
                        row.getFloat(5),
                        row.getInt(6),
                        row.getInt(7)));
        run("postgres", "CREATE DATABASE " + EMPTY + " TEMPLATE " + SOURCE);
        List<String> tables = relations.stream()
                .filter(relation -> relation.kind.equals("r"))
                .map(Relation::name)
                .toList();
        for (String table : tables) {
            keepEndPoints(table);
        }
        run(EMPTY, "CHECKPOINT");
        relations.forEach(this::enlarge);
    }

    /** Leaves one row with the least and one with the greatest value of each column. */
    private void keepEndPoints(String table) {
        List<String> columns = rows(
                EMPTY,
                "SELECT quote_ident(attname) FROM pg_attribute WHERE attrelid = '" + table
                        + "'::regclass AND attnum > 0 AND NOT attisdropped"
                        + " AND atttypid NOT IN ('boolean'::regtype, 'point'::regtype)",
                row -> row.getString(1));
        List<String> ends = new ArrayList<>();
        for (String column : columns) {
            for (String direction : List.of("", " DESC")) {
                ends.add("(SELECT ctid FROM " + table + " WHERE " + column + " IS NOT NULL ORDER BY " + column
                        + direction + " LIMIT 1)");
            }
        }
        run(
                EMPTY,
                "SET session_replication_role = replica",
                "DELETE FROM " + table + " WHERE ctid NOT IN (" + String.join(", ", ends) + ")",
                "VACUUM FULL " + table);
    }

    private void enlarge(Relation relation) {
        String path = rows(EMPTY, "SELECT pg_relation_filepath('" + relation.name + "')", row -> row.getString(1))
                .get(0);
        RelationFile file = new RelationFile(server.dataFolder().resolve(Path.of(path)));
        if (relation.kind.equals("i")) {
            BtreePages.setHeight(file, relation.height);
        }
        file.extend(relation.pages);
        run(
                EMPTY,
                "SET allow_system_table_mods = on; UPDATE pg_class SET relpages = " + relation.relpages
                        + ", reltuples = " + relation.tuples + ", relallvisible = " + relation.visible
                        + " WHERE oid = '" + relation.name + "'::regclass");
    }

    void run(String database, String... statements) {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads one row. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> rows(String database, String sql, Row<T> reader) {
        try (Connection connection = connect(database)) {
            return rows(connection, sql, reader);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static <T> List<T> rows(Connection connection, String sql, Row<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
        }
        return rows;
    }

    /** The plan on the database with rows, after statements that are rolled back. */
    String plan(String sql, String... before) {
        return plans(List.of(sql), before).get(0);
    }

    /** Plans on the database with rows, after statements that are rolled back. */
    List<String> plans(List<String> statements, String... before) {
        try (Connection connection = connect(SOURCE)) {
            connection.setAutoCommit(false);
            for (String change : before) {
                WhatIfSql.execute(connection, change);
            }
            List<String> plans = plans(connection, statements);
            connection.rollback();
            return plans;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<String> plans(Connection connection, List<String> statements) throws SQLException {
        List<String> plans = new ArrayList<>();
        for (String sql : statements) {
            plans.add(rows(connection, "EXPLAIN (FORMAT JSON) " + sql, row -> row.getString(1))
                    .get(0));
        }
        return plans;
    }

    /** Statistics of an index's first column after statements that are rolled back. */
    ColumnStatistics statistics(String index, String... before) {
        try (Connection connection = connect(SOURCE)) {
            connection.setAutoCommit(false);
            for (String change : before) {
                WhatIfSql.execute(connection, change);
            }
            ColumnStatistics statistics = rows(
                            connection,
                            "SELECT null_frac, avg_width, n_distinct, most_common_vals::text,"
                                    + " most_common_freqs::float8[], histogram_bounds::text, correlation"
                                    + " FROM pg_stats WHERE tablename = '" + index + "'",
                            row -> new ColumnStatistics(
                                    "",
                                    "",
                                    "",
                                    false,
                                    row.getDouble(1),
                                    row.getInt(2),
                                    row.getDouble(3),
                                    row.getString(4),
                                    List.of((Double[]) row.getArray(5).getArray()),
                                    row.getString(6),
                                    row.getDouble(7),
                                    null,
                                    List.of(),
                                    List.of(),
                                    null,
                                    null,
                                    null))
                    .get(0);
            connection.rollback();
            return statistics;
        } catch (SQLException e) {
            throw new IllegalStateException(index, e);
        }
    }

    /** Candidates of the resource, without their sizes. */
    static List<WhatIfIndex> candidates() {
        return resource("whatif-candidates.txt")
                .lines()
                .map(line -> line.split(" \\| "))
                .map(part ->
                        new WhatIfIndex(part[1], new TableName("public", part[0]), part[2], new IndexEstimate(0, 0, 0)))
                .toList();
    }

    static List<String> statements() {
        return resource("whatif-statements.txt").lines().toList();
    }

    private static String resource(String name) {
        try (InputStream file = WhatIfServer.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalArgumentException("no test resource " + name);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
