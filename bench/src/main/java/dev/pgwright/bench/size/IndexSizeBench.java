package dev.pgwright.bench.size;

import dev.pgwright.bench.tpc.Benchmark;
import dev.pgwright.bench.tpc.TpcDatabase;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import dev.pgwright.twin.SampledDistincts;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predicts the sizes of indexes from statistics, then builds them and compares; all is rolled back.
 *
 * <p>{@code IndexSizeBench synthetic|casaora|cdhi|tpch|tpcds|URI [seed] [combinations per table] [rows of the largest
 * table] [major]}.
 */
public final class IndexSizeBench {
    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

    /** Below this a page more or less is not of interest. */
    private static final int SMALL = 10;

    private IndexSizeBench() {}

    /** What came of one case. */
    private record Outcome(
            IndexCase index, IndexEstimate predicted, IndexEstimate sampled, long pages, int height, double millis) {
        double error() {
            return (double) predicted.pages() / pages - 1;
        }

        /** The same case, predicted with the help of a sample. */
        Outcome withSample() {
            return new Outcome(index, sampled, sampled, pages, height, millis);
        }
    }

    /** Command line; see the class. */
    public static void main(String[] arguments) throws SQLException, IOException {
        String what = arguments[0];
        int major = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 18;
        CacheFolder cache = CacheFolder.of(System.getenv());
        if (what.equals("synthetic")) {
            try (LocalPostgres server = LocalPostgres.start(
                    cache, LocalPostgres.Options.ofMajor(major).with("autovacuum", "off"))) {
                Target target = target(server.uri("postgres"));
                try (WriteSession session = WriteSession.open(target)) {
                    session.execute(synthetic());
                }
                run(target, arguments);
            }
        } else if (what.equals("tpch") || what.equals("tpcds")) {
            try (TpcDatabase database = TpcDatabase.open(Benchmark.of(what), 1, major, IndexSizeBench::say)) {
                run(database.target(), arguments);
            }
        } else if (what.startsWith("postgres")) {
            run(target(what), arguments);
        } else {
            try (LabServer lab = LabServer.use(cache, Lab.named(what), null, IndexSizeBench::say)) {
                if (lab.isForThisRun()) {
                    analyze(target(lab.uri())); // a lab's planted faults have statistics that are out of date
                }
                run(target(lab.uri()), arguments);
            }
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }

    private static String synthetic() throws IOException {
        try (InputStream file = IndexSizeBench.class.getResourceAsStream("synthetic.sql")) {
            if (file == null) {
                throw new IllegalStateException("resource missing: synthetic.sql");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static Target target(String uri) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(uri);
    }

    private static void analyze(Target target) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute("ANALYZE");
        }
    }

    private static void run(Target target, String[] arguments) throws SQLException {
        long seed = arguments.length > 1 ? Long.parseLong(arguments[1]) : 1;
        int combinations = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 8;
        double mostRows = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 1e8;
        Snapshot snapshot;
        try (Session session = Session.open(target)) {
            snapshot = SnapshotReader.read(session);
        }
        // -Dkinds=gin,brin builds these kinds only
        String kinds = System.getProperty("kinds", "");
        List<IndexCase> cases = new IndexCases(snapshot, seed, combinations, mostRows)
                .make().stream()
                        .filter(one ->
                                kinds.isEmpty() || List.of(kinds.split(",")).contains(one.kind()))
                        .toList();
        // -Dthese="orders(o_custkey);orders(o_orderdate,o_custkey)" builds these and no others
        // -Dmost=100 builds so many of them, drawn by the seed
        int most = Integer.getInteger("most", Integer.MAX_VALUE);
        List<IndexCase> drawn = new ArrayList<>(cases);
        Collections.shuffle(drawn, new Random(seed));
        Set<IndexCase> kept = new HashSet<>(drawn.subList(0, Math.min(most, drawn.size())));
        cases = cases.stream().filter(kept::contains).toList();
        if (System.getProperty("these") != null) {
            cases = NamedCases.of(snapshot, System.getProperty("these", ""));
        }
        IndexSize sizes = new IndexSize(snapshot);
        List<Outcome> outcomes = new ArrayList<>();
        try (WriteSession session = WriteSession.open(target);
                Session reader = Session.open(target)) {
            IndexSize sampling = new IndexSize(snapshot, new SampledDistincts(reader, snapshot));
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET maintenance_work_mem = '512MB'");
                statement.execute("SET statement_timeout = '5min'");
                statement.execute("CREATE SCHEMA pgwright_bench");
                statement.execute("CREATE EXTENSION IF NOT EXISTS pageinspect SCHEMA pgwright_bench");
                for (IndexCase one : cases) {
                    statement.execute("SAVEPOINT one");
                    try {
                        outcomes.add(measure(statement, sizes, sampling, one));
                    } catch (SQLException e) {
                        System.out.println(
                                "not built: " + one.table() + " " + one.definition() + ": " + e.getMessage());
                    }
                    statement.execute("ROLLBACK TO one");
                }
            } finally {
                connection.rollback();
            }
        }
        print(outcomes);
    }

    private static Outcome measure(Statement statement, IndexSize sizes, IndexSize sampling, IndexCase one)
            throws SQLException {
        IndexShape shape = one.shape();
        String where = one.condition().isEmpty() ? "" : " WHERE " + one.condition();
        if (!where.isEmpty()) {
            shape = shape.ofRows(plannedRows(statement, one.table(), where));
        }
        long start = System.nanoTime();
        IndexEstimate predicted = sizes.estimate(shape);
        double millis = (System.nanoTime() - start) / 1e6;
        IndexEstimate sampled = sampling.estimate(shape);
        statement.execute("CREATE INDEX candidate ON " + one.table() + " " + one.definition() + where);
        String schema = one.table().substring(0, one.table().indexOf('.'));
        long pages = number(statement, "SELECT pg_relation_size('" + schema + ".candidate') / 8192");
        int height = shape.accessMethod().equals("btree")
                ? (int) number(statement, "SELECT fastlevel FROM pgwright_bench.bt_metap('" + schema + ".candidate')")
                : 0;
        Outcome outcome = new Outcome(one, predicted, sampled, pages, height, millis);
        System.out.printf(
                Locale.ROOT,
                "%-14s %+7.1f%% %8d sampled %8d real %8d h%d/%d %6.1f ms  %s %s%n",
                one.kind(),
                100 * outcome.error(),
                predicted.pages(),
                sampled.pages(),
                pages,
                predicted.height(),
                height,
                millis,
                one.table(),
                one.definition() + where);
        return outcome;
    }

    private static double plannedRows(Statement statement, String table, String where) throws SQLException {
        try (ResultSet rows = statement.executeQuery("EXPLAIN SELECT 1 FROM " + table + where)) {
            double found = 1;
            while (rows.next()) {
                Matcher match = ROWS.matcher(rows.getString(1));
                if (match.find()) {
                    found = Double.parseDouble(match.group(1));
                    break;
                }
            }
            return found;
        }
    }

    private static long number(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }

    private static void print(List<Outcome> outcomes) {
        List<Outcome> large = outcomes.stream().filter(one -> one.pages > SMALL).toList();
        System.out.println("\nfrom statistics alone:");
        summary(large);
        System.out.println("\nwith a sample of 30,000 rows of each table:");
        summary(large.stream().map(Outcome::withSample).toList());
        System.out.printf(
                Locale.ROOT, "%nindexes of %d pages or fewer: %d, left out%n", SMALL, outcomes.size() - large.size());
    }

    private static void summary(List<Outcome> large) {
        large.stream()
                .sorted(Comparator.comparingDouble((Outcome one) -> -Math.abs(Math.log(1 + one.error()))))
                .limit(20)
                .forEach(one -> System.out.printf(
                        Locale.ROOT,
                        "%-14s %+7.1f%% %8d real %8d  %s %s%n",
                        one.index.kind(),
                        100 * one.error(),
                        one.predicted.pages(),
                        one.pages,
                        one.index.table(),
                        one.index.definition() + " " + one.index.condition()));
        groups(large, one -> one.index.kind()).forEach(IndexSizeBench::line);
        line("all btrees", large.stream().filter(IndexSizeBench::isBtree).toList());
        line("all", large);
    }

    private static boolean isBtree(Outcome one) {
        return one.index.shape().accessMethod().equals("btree");
    }

    private static Map<String, List<Outcome>> groups(List<Outcome> outcomes, Function<Outcome, String> by) {
        Map<String, List<Outcome>> groups = new TreeMap<>();
        outcomes.forEach(one ->
                groups.computeIfAbsent(by.apply(one), key -> new ArrayList<>()).add(one));
        return groups;
    }

    private static void line(String name, List<Outcome> outcomes) {
        double[] errors = outcomes.stream()
                .mapToDouble(one -> Math.abs(one.error()))
                .sorted()
                .toArray();
        if (errors.length == 0) {
            return;
        }
        long heights = outcomes.stream()
                .filter(one -> isBtree(one) && one.height != one.predicted.height())
                .count();
        System.out.printf(
                Locale.ROOT,
                "%-14s %4d indexes: within 10 %% %5.1f %%, within 25 %% %5.1f %%, median %4.1f %%, worst %6.1f %%, "
                        + "wrong height %d, prediction %.2f ms%n",
                name,
                errors.length,
                share(errors, 0.10),
                share(errors, 0.25),
                100 * errors[errors.length / 2],
                100 * errors[errors.length - 1],
                heights,
                outcomes.stream().mapToDouble(Outcome::millis).average().orElse(0));
    }

    private static double share(double[] errors, double bound) {
        long within = Arrays.stream(errors).filter(error -> error <= bound).count();
        return 100.0 * within / errors.length;
    }
}
