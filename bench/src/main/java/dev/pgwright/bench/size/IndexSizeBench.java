package dev.pgwright.bench.size;

import dev.pgwright.advice.index.ConditionShares;
import dev.pgwright.bench.tpc.Benchmark;
import dev.pgwright.bench.tpc.TpcDatabase;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.proof.SampledShares;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import dev.pgwright.twin.SampledDistincts;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Predicts the sizes of indexes from statistics, then builds them and compares; all is rolled back.
 *
 * <p>{@code IndexSizeBench SOURCE[,SOURCE...] [seed] [combinations per table] [rows of the largest table] [major]} with
 * sources {@code synthetic}, {@code fresh}, {@code odd}, a lab's name, {@code tpch}, {@code tpcds} or a URI. To the indexes that are
 * drawn come those named in the source's text file, of columns that go together. {@code -Dkinds=gin,brin} keeps to
 * these
 * kinds, {@code -Dmost=100} draws so many, {@code -Dthese="orders(o_custkey)"} builds these and no others,
 * {@code -Dlab.scale=0.3} sets the scale of labs.
 */
public final class IndexSizeBench {
    /** For a table: more indexes are asked for here than the advisor thinks of. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(10);

    private static final Pattern ROWS = Pattern.compile("rows=(\\d+)");

    private final CacheFolder cache = CacheFolder.of(System.getenv());
    private final String[] arguments;
    private final List<SizeOutcome> outcomes = new ArrayList<>();

    private IndexSizeBench(String[] arguments) {
        this.arguments = arguments.clone();
    }

    /** Command line; see the class. */
    public static void main(String[] arguments) throws SQLException {
        IndexSizeBench bench = new IndexSizeBench(arguments);
        for (String source : arguments[0].split(",")) {
            bench.run(source);
        }
        SizeFigures.print(bench.outcomes);
    }

    private double argument(int number, double usual) {
        return arguments.length > number ? Double.parseDouble(arguments[number]) : usual;
    }

    /** What odd data are drawn with: any number between 0 and 1. */
    private String seedOfData() {
        return String.valueOf(new Random((long) argument(1, 1)).nextDouble());
    }

    private void run(String source) throws SQLException {
        int major = (int) argument(4, 18);
        if (List.of("synthetic", "fresh", "odd").contains(source)) {
            try (LocalPostgres server = LocalPostgres.start(
                    cache, LocalPostgres.Options.ofMajor(major).with("autovacuum", "off"))) {
                Target target = target(server.uri("postgres"));
                execute(target, resource(source + ".sql").replace(":seed", seedOfData()));
                measure(source, target);
            }
        } else if (source.equals("tpch") || source.equals("tpcds")) {
            try (TpcDatabase database = TpcDatabase.open(Benchmark.of(source), 1, major, IndexSizeBench::say)) {
                measure(source, database.target());
            }
        } else if (source.startsWith("postgres")) {
            measure(source, target(source));
        } else {
            String scale = System.getProperty("lab.scale", "");
            Double wanted = scale.isEmpty() ? null : Double.valueOf(scale);
            try (LabServer lab = LabServer.startForRun(cache, Lab.named(source), wanted, major, IndexSizeBench::say)) {
                Target target = target(lab.uri());
                execute(target, "ANALYZE"); // a lab's planted faults have statistics that are out of date
                measure(source, target);
            }
        }
    }

    private static void say(String line) {
        System.err.println(line);
    }

    /** Of this package; empty when there is none. */
    private static String resource(String name) {
        try (InputStream file = IndexSizeBench.class.getResourceAsStream(name)) {
            return file == null ? "" : new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Target target(String uri) {
        return new TargetParser(Map.of(), Path.of(System.getProperty("user.home"))).parse(uri);
    }

    private static void execute(Target target, String script) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            for (String part : script.split(";\n")) {
                session.execute(part);
            }
        }
    }

    private List<IndexCase> cases(String source, Snapshot snapshot) {
        if (System.getProperty("these") != null) {
            return NamedCases.of(
                    snapshot, "named", System.getProperty("these", "").replace(';', '\n'));
        }
        long seed = (long) argument(1, 1);
        List<IndexCase> cases =
                new ArrayList<>(new IndexCases(snapshot, seed, (int) argument(2, 8), argument(3, 1e8)).make());
        cases.addAll(NamedCases.of(snapshot, "together", resource(source + ".txt")));
        List<String> kinds = List.of(System.getProperty("kinds", "").split(","));
        cases.removeIf(one -> !kinds.contains("") && !kinds.contains(one.kind()));
        List<IndexCase> drawn = new ArrayList<>(cases);
        Collections.shuffle(drawn, new Random(seed));
        int most = Integer.getInteger("most", Integer.MAX_VALUE);
        Set<IndexCase> kept = new HashSet<>(drawn.subList(0, Math.min(most, drawn.size())));
        return cases.stream()
                .filter(one -> kept.contains(one) || one.kind().equals("together"))
                .toList();
    }

    private void measure(String source, Target target) throws SQLException {
        Snapshot snapshot;
        try (Session session = Session.open(target)) {
            snapshot = SnapshotReader.read(session);
        }
        try (WriteSession session = WriteSession.open(target);
                Session reader = Session.open(target)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET maintenance_work_mem = '512MB'");
                statement.execute("SET statement_timeout = '5min'");
                statement.execute("CREATE SCHEMA pgwright_bench");
                statement.execute("CREATE EXTENSION IF NOT EXISTS pageinspect SCHEMA pgwright_bench");
                Case work = new Case(source, statement, snapshot, reader);
                for (IndexCase one : cases(source, snapshot)) {
                    statement.execute("SAVEPOINT one");
                    try {
                        outcomes.add(work.measure(one));
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
    }

    /** Predicts and builds on one database. */
    private static final class Case {
        private final String source;
        private final Statement statement;
        private final Snapshot snapshot;
        private final IndexSize sizes;
        /** By table. */
        private final Map<String, IndexSize> sampling = new HashMap<>();

        private final Session reader;
        private final ConditionShares shares;

        Case(String source, Statement statement, Snapshot snapshot, Session reader) {
            this.source = source;
            this.statement = statement;
            this.snapshot = snapshot;
            this.sizes = new IndexSize(snapshot);
            this.reader = reader;
            this.shares = new SampledShares(reader, snapshot);
        }

        SizeOutcome measure(IndexCase one) throws SQLException {
            String where = one.condition().isEmpty() ? "" : " WHERE " + one.condition();
            IndexShape planned = one.shape();
            IndexShape counted = one.shape();
            if (!where.isEmpty()) {
                double rows = plannedRows(one.table(), where);
                planned = planned.ofRows(rows);
                counted = counted.where(one.condition(), countedRows(one).orElse(rows));
            }
            long start = System.nanoTime();
            IndexEstimate predicted = sizes.estimate(planned);
            double millis = (System.nanoTime() - start) / 1e6;
            IndexEstimate sampled = sampling.computeIfAbsent(
                            one.table(),
                            table -> new IndexSize(snapshot, new SampledDistincts(reader, snapshot, ALLOWANCE)))
                    .estimate(counted);
            statement.execute("CREATE INDEX candidate ON " + one.table() + " " + one.definition() + where);
            String schema = one.table().substring(0, one.table().indexOf('.'));
            long pages = number("SELECT pg_relation_size('" + schema + ".candidate') / 8192");
            boolean btree = one.shape().accessMethod().equals("btree");
            int height = btree
                    ? (int) number("SELECT fastlevel FROM pgwright_bench.bt_metap('" + schema + ".candidate')")
                    : 0;
            SizeOutcome outcome = new SizeOutcome(source, one, predicted, sampled, pages, height, millis);
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

        private OptionalDouble countedRows(IndexCase one) {
            return snapshot.relation(one.shape().relationOid())
                    .map(table -> shares.of(new TableName(table.schema(), table.name()), one.condition()).stream()
                            .map(share -> share * table.tuples())
                            .findFirst())
                    .orElse(OptionalDouble.empty());
        }

        private double plannedRows(String table, String where) throws SQLException {
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

        private long number(String sql) throws SQLException {
            try (ResultSet row = statement.executeQuery(sql)) {
                row.next();
                return row.getLong(1);
            }
        }
    }
}
