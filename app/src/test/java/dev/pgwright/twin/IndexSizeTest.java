package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Redaction;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Indexes predicted from statistics alone have the size that they have when they are built. */
class IndexSizeTest {
    private static final double MOST = 0.25;
    private static final double USUAL = 0.10;

    /** Columns of plain btrees, alone and together, by table. */
    private static final Map<String, List<String>> BTREES = Map.of(
            "narrow",
            List.of("id", "even", "skewed", "run", "sparse", "flag", "size", "at", "price", "ratio", "token"),
            "wide",
            List.of("customer_id", "body", "status", "word", "code", "tags"),
            "pairs",
            List.of("a", "b", "c"));

    private static final Map<String, List<List<String>>> COMBINED = Map.of(
            "narrow",
            List.of(
                    List.of("even", "flag"),
                    List.of("flag", "size", "even"),
                    List.of("sparse", "size"),
                    List.of("skewed", "at"),
                    List.of("size", "price")),
            "wide",
            List.of(List.of("status", "customer_id"), List.of("word", "code"), List.of("code", "status", "body")),
            "pairs",
            List.of(List.of("a", "b"), List.of("c", "d"), List.of("b", "id")));

    /** A prediction beside what was built. */
    private record Case(String definition, IndexEstimate predicted, long pages, long height) {
        double error() {
            return Math.abs((double) predicted.pages() / pages - 1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void sizesFromStatistics(int major) throws Exception {
        try (LocalPostgres server = server(major);
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            Snapshot snapshot = prepare(server, statement);
            IndexSize sizes = new IndexSize(snapshot);
            List<Case> cases = new ArrayList<>();
            btrees(snapshot).forEach((definition, shape) -> cases.add(build(statement, sizes, definition, shape)));
            others(snapshot).forEach((definition, shape) -> cases.add(build(statement, sizes, definition, shape)));
            assertThat(cases).filteredOn(one -> one.error() > MOST).isEmpty();
            assertThat(cases.stream().filter(one -> one.error() <= USUAL).count())
                    .isGreaterThanOrEqualTo(Math.round(cases.size() * 0.9));
            assertThat(cases.stream().filter(one -> one.height != one.predicted.height()))
                    .hasSizeLessThanOrEqualTo(cases.size() / 10);

            // a redacted snapshot has frequencies and widths, but no values: the bound is wider, not the method
            IndexSize redacted = new IndexSize(Redaction.of(snapshot));
            assertThat(btrees(snapshot))
                    .allSatisfy((definition, shape) -> assertThat(
                                    (double) redacted.estimate(shape).pages())
                            .isBetween(
                                    0.7 * sizes.estimate(shape).pages(),
                                    1.4 * sizes.estimate(shape).pages()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void aSampleShowsWhatGoesTogether(int major) throws Exception {
        try (LocalPostgres server = server(major);
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            Snapshot snapshot = prepare(server, statement);
            IndexShape shape = IndexShape.btree(table(snapshot, "pairs"), List.of("c", "b"));
            IndexSize alone = new IndexSize(snapshot);
            try (Session session = Session.open(target(server))) {
                IndexSize sampling = new IndexSize(snapshot, new SampledDistincts(session, snapshot));
                Case blind = build(statement, alone, "ON pairs (c, b)", shape);
                Case seeing = build(statement, sampling, "ON pairs (c, b)", shape);
                assertThat(seeing.error()).isLessThanOrEqualTo(USUAL).isLessThan(blind.error());
                documents(statement, snapshot, alone, sampling);
            }
        }
    }

    private static void documents(Statement statement, Snapshot snapshot, IndexSize alone, IndexSize sampling) {
        long papers = table(snapshot, "papers");
        IndexShape.Key paths = IndexShape.Key.column("document").with("jsonb_path_ops");
        Map<String, IndexShape> cases = Map.of(
                "ON papers USING gin (document)",
                of(papers, "gin", "document"),
                "ON papers USING gin (document jsonb_path_ops)",
                IndexShape.of(papers, "gin", List.of(paths)),
                "ON papers USING gin (words)",
                of(papers, "gin", "words"));
        cases.forEach((definition, shape) -> assertThat(
                        build(statement, sampling, definition, shape).error())
                .as(definition)
                .isLessThanOrEqualTo(MOST)
                .isLessThanOrEqualTo(build(statement, alone, definition, shape).error()));
    }

    /** Pages drawn by chance cannot show how often combinations come that lie far apart, or in a part of the table. */
    @Test
    void aSliceShowsWhatPagesDoNot() throws Exception {
        try (LocalPostgres server = server(18);
                Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            Snapshot snapshot = prepare(server, statement);
            long halves = table(snapshot, "halves");
            try (Session session = Session.open(target(server))) {
                Duration enough = Duration.ofMinutes(1);
                DistinctEstimates sampled = new SampledDistincts(session, snapshot, enough);
                DistinctEstimates withoutSlices = (table, columns) -> sampled.of(table, columns);
                IndexSize pages = new IndexSize(snapshot, withoutSlices);
                IndexSize slices = new IndexSize(snapshot, sampled);
                IndexSize halfRead = new IndexSize(snapshot, new SampledDistincts(session, snapshot, enough, 700));
                IndexShape pairs = IndexShape.btree(halves, List.of("client", "product"));
                Case blind = build(statement, pages, "ON halves (client, product)", pairs);
                Case seeing = build(statement, slices, "ON halves (client, product)", pairs);
                assertThat(blind.error()).isGreaterThan(MOST);
                assertThat(seeing.error()).isLessThanOrEqualTo(USUAL);
                IndexShape rounds = IndexShape.btree(table(snapshot, "rounds"), List.of("day", "meter"));
                assertThat(build(statement, slices, "ON rounds (day, meter)", rounds)
                                .error())
                        .isLessThanOrEqualTo(USUAL);
                assertThat(build(statement, halfRead, "ON rounds (day, meter)", rounds)
                                .error())
                        .isLessThanOrEqualTo(MOST);
                parts(statement, slices, halves);
            }
        }
    }

    /** What meets a condition has other values than the rest, and other NULLs. */
    private static void parts(Statement statement, IndexSize sizes, long halves) {
        Map.of(
                        "ON halves (client, product) WHERE origin = 'shop'",
                        IndexShape.btree(halves, List.of("client", "product")).where("origin = 'shop'", 10_000),
                        "ON halves (product) WHERE client = 17",
                        IndexShape.btree(halves, List.of("product")).where("client = 17", 10_000),
                        "ON halves (note) WHERE note IS NOT NULL",
                        IndexShape.btree(halves, List.of("note")).where("note IS NOT NULL", 200_000))
                .forEach((definition, shape) -> assertThat(
                                build(statement, sizes, definition, shape).error())
                        .as(definition)
                        .isLessThanOrEqualTo(USUAL));
    }

    private static LocalPostgres server(int major) {
        return LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.ofMajor(major).with("autovacuum", "off"));
    }

    private static Map<String, IndexShape> btrees(Snapshot snapshot) {
        Map<String, IndexShape> cases = new LinkedHashMap<>();
        BTREES.forEach((table, columns) -> columns.forEach(column -> cases.put(
                "ON " + table + " (" + column + ")", IndexShape.btree(table(snapshot, table), List.of(column)))));
        COMBINED.forEach((table, lists) -> lists.forEach(columns -> cases.put(
                "ON " + table + " (" + String.join(", ", columns) + ")",
                IndexShape.btree(table(snapshot, table), columns))));
        return cases;
    }

    /** What is not a plain btree. */
    private static Map<String, IndexShape> others(Snapshot snapshot) {
        long narrow = table(snapshot, "narrow");
        long wide = table(snapshot, "wide");
        Map<String, IndexShape> cases = new LinkedHashMap<>();
        cases.put(
                "ON narrow (even) INCLUDE (price)",
                IndexShape.btree(narrow, List.of("even")).including(List.of("price")));
        cases.put("ON wide (status DESC, word)", IndexShape.btree(wide, List.of("status", "word")));
        cases.put(
                "ON narrow (skewed) WITH (fillfactor = 70)",
                IndexShape.btree(narrow, List.of("skewed")).filled(70));
        cases.put(
                "ON narrow (at) WHERE id <= 8000",
                IndexShape.btree(narrow, List.of("at")).ofRows(8000));
        cases.put(
                "ON narrow (even) WHERE id <= 8000",
                IndexShape.btree(narrow, List.of("even")).ofRows(8000));
        cases.put(
                "ON narrow (run, id)",
                IndexShape.btree(narrow, List.of("run", "id")).asUnique());
        cases.put("ON wide (lower(word))", expression(wide, "lower(word)", "text"));
        cases.put("ON wide ((document ->> 'kind'))", expression(wide, "document ->> 'kind'", "text"));
        cases.put("ON narrow (date(at AT TIME ZONE 'UTC'))", expression(narrow, "date(at AT TIME ZONE 'UTC')", "date"));
        cases.put("ON narrow USING hash (token)", of(narrow, "hash", "token"));
        cases.put("ON narrow USING hash (even)", of(narrow, "hash", "even"));
        cases.put("ON wide USING hash (status)", of(wide, "hash", "status"));
        cases.put("ON narrow USING brin (at)", of(narrow, "brin", "at"));
        cases.put("ON wide USING gin (tags)", of(wide, "gin", "tags"));
        cases.put("ON wide USING gin (document)", of(wide, "gin", "document"));
        return cases;
    }

    private static IndexShape of(long table, String method, String column) {
        return IndexShape.of(table, method, List.of(IndexShape.Key.column(column)));
    }

    private static IndexShape expression(long table, String sql, String type) {
        return IndexShape.of(table, "btree", List.of(IndexShape.Key.expression(sql, type)));
    }

    private static long table(Snapshot snapshot, String name) {
        return snapshot.relation("public", name).orElseThrow().oid();
    }

    private static Case build(Statement statement, IndexSize sizes, String definition, IndexShape shape) {
        IndexEstimate predicted = sizes.estimate(shape);
        try {
            statement.execute("CREATE INDEX built " + definition);
            long pages = number(statement, "SELECT pg_relation_size('built') / 8192");
            long height = shape.accessMethod().equals("btree")
                    ? number(statement, "SELECT fastlevel FROM bt_metap('built')")
                    : 0;
            statement.execute("DROP INDEX built");
            return new Case(definition, predicted, pages, height);
        } catch (SQLException e) {
            throw new IllegalStateException(definition, e);
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static Snapshot prepare(LocalPostgres server, Statement statement) throws SQLException, IOException {
        statement.execute("CREATE EXTENSION pageinspect");
        statement.execute("SET maintenance_work_mem = '256MB'");
        try (InputStream file = IndexSizeTest.class.getResourceAsStream("index-size.sql")) {
            statement.execute(new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8));
        }
        try (Session session = Session.open(target(server))) {
            return SnapshotReader.read(session);
        }
    }

    private static Target target(LocalPostgres server) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(server.uri("postgres"));
    }

    private static Connection connect(LocalPostgres server) throws SQLException {
        Target target = target(server);
        Properties properties = new Properties();
        properties.setProperty("user", target.user());
        properties.setProperty(
                "password", Objects.requireNonNull(target.password()).reveal());
        return DriverManager.getConnection(
                "jdbc:postgresql://" + target.hosts().get(0) + "/" + target.database(), properties);
    }
}
