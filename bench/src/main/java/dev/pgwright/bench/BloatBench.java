package dev.pgwright.bench;

import dev.pgwright.check.vacuum.BloatEstimate;
import dev.pgwright.check.vacuum.BloatEstimate.Bloat;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.io.PrintStream;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Estimated bloat beside what pgstattuple and pgstatindex count: tables of several layouts of which a part was
 * deleted. What they count is taken relative to the same table after a rewrite, so that room that a fillfactor asks
 * for, or that no row fits into, is no bloat.
 *
 * <p>{@code BloatBench [MAJOR] [ROWS]}
 */
public final class BloatBench {
    private static final PrintStream OUT = System.out;
    /** A page more or less is all the difference in a smaller one. */
    private static final int SMALLEST_INDEX = 20;

    private static final List<Integer> KEPT = List.of(100, 80, 50, 10);
    private static final List<Layout> LAYOUTS = List.of(
            new Layout("narrow", "id int PRIMARY KEY, n int NOT NULL", "i, i", "", 1),
            new Layout("wide", "id int PRIMARY KEY, a text NOT NULL", "i, repeat('x', 300)", "", 1),
            new Layout("variable", "id int PRIMARY KEY, a text NOT NULL", "i, repeat('x', 5 + i % 180)", "", 1),
            new Layout(
                    "nullable",
                    "id int PRIMARY KEY, a int, b bigint, c text, d numeric",
                    "i, nullif(i % 2, 0), nullif(i % 3, 0), nullif(repeat('y', i % 4), ''), nullif(i % 5, 0)",
                    "",
                    1),
            new Layout(
                    "aligned",
                    "id int PRIMARY KEY, a boolean NOT NULL, t timestamptz NOT NULL, b boolean NOT NULL,"
                            + " u bigint NOT NULL",
                    "i, true, now(), false, i",
                    "",
                    1),
            new Layout("fillfactor 70", "id int PRIMARY KEY, n int NOT NULL", "i, i", "WITH (fillfactor = 70)", 1),
            new Layout("uuid key", "id uuid PRIMARY KEY, n int NOT NULL", "gen_random_uuid(), i", "", 1),
            new Layout("text key", "id text PRIMARY KEY, n int NOT NULL", "'customer-' || md5(i::text), i", "", 1),
            new Layout(
                    "large values",
                    "id int PRIMARY KEY, a text STORAGE EXTERNAL NOT NULL",
                    "i, repeat('z', 20000)",
                    "",
                    50),
            new Layout(
                    "some large", "id int PRIMARY KEY, a text STORAGE EXTERNAL", "i, repeat('z', i % 6000)", "", 20));

    private final Connection connection;
    private final LocalPostgres server;
    private final List<Double> errors = new ArrayList<>();

    private BloatBench(Connection connection, LocalPostgres server) {
        this.connection = connection;
        this.server = server;
    }

    /** A kind of table; it has so many times fewer rows than asked for. */
    private record Layout(String name, String columns, String values, String options, int fewer) {}

    /** Prints a line for each layout, part and share kept. */
    public static void main(String[] arguments) throws Exception {
        int major = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 18;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 100_000;
        LocalPostgres.Options options =
                new LocalPostgres.Options(major, List.of("--locale=C.UTF-8"), Map.of("autovacuum", "off"), "postgres");
        try (LocalPostgres server = LocalPostgres.start(CacheFolder.of(System.getenv()), options);
                Connection connection = server.connect("postgres")) {
            BloatBench bench = new BloatBench(connection, server);
            bench.execute("CREATE EXTENSION pgstattuple");
            OUT.printf("%-14s %5s  %-12s %9s %9s %7s%n", "layout", "kept", "part", "estimate", "counted", "error");
            for (Layout layout : LAYOUTS) {
                for (int kept : KEPT) {
                    bench.measure(layout, kept, rows / layout.fewer);
                }
            }
            bench.summary();
        }
    }

    private void measure(Layout layout, int kept, int rows) throws SQLException {
        execute("DROP TABLE IF EXISTS t");
        execute("CREATE TABLE t (" + layout.columns + ") " + layout.options);
        execute("INSERT INTO t SELECT " + layout.values + " FROM generate_series(1, " + rows + ") AS i");
        execute("DELETE FROM t WHERE abs(hashtext(id::text)) % 100 >= " + kept);
        execute("VACUUM (ANALYZE, TRUNCATE OFF) t");
        Snapshot snapshot = snapshot();
        Relation table = snapshot.relation("public", "t").orElseThrow();
        Index key = snapshot.indexesOf(table.oid()).get(0);
        BloatEstimate estimates = new BloatEstimate(snapshot);
        Optional<Bloat> heap = estimates.heap(table);
        Optional<Bloat> toast = estimates.toast(table);
        Optional<Bloat> btree = estimates.btree(key);
        double[] before = counted();
        execute("VACUUM FULL t");
        double[] after = counted();
        print(layout, kept, "rows", heap, 1 - before[0] / after[0]);
        toast.ifPresent(bloat -> print(layout, kept, "large values", toast, 1 - before[1] / after[1]));
        if (key.pages() >= SMALLEST_INDEX) {
            print(layout, kept, "key", btree, 1 - before[2] / after[2]);
        }
    }

    /**
     * Share of the table's, its TOAST table's and its index's pages that live rows take. The free space that
     * pgstattuple counts leaves out the pointers of removed rows, which a rewrite gives back as well.
     */
    private double[] counted() throws SQLException {
        String used = "(SELECT tuple_len::float8 / nullif(table_len, 0) FROM pgstattuple(%s))";
        String leaves = "(SELECT avg_leaf_density * leaf_pages / (leaf_pages + empty_pages + deleted_pages)"
                + " FROM pgstatindex('t_pkey'))";
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT " + used.formatted("'t'::regclass") + ", "
                        + used.formatted("nullif((SELECT reltoastrelid FROM pg_class WHERE oid = 't'::regclass), 0)"
                                + "::regclass")
                        + ", " + leaves)) {
            row.next();
            return new double[] {row.getDouble(1), row.getDouble(2), row.getDouble(3)};
        }
    }

    private void print(Layout layout, int kept, String part, Optional<Bloat> estimate, double counted) {
        double share = estimate.map(Bloat::share).orElse(Double.NaN);
        double error = 100 * (share - counted);
        errors.add(Math.abs(error));
        OUT.printf(
                Locale.ROOT,
                "%-14s %4d%%  %-12s %8.1f%% %8.1f%% %+6.1f%n",
                layout.name,
                kept,
                part,
                100 * share,
                100 * counted,
                error);
    }

    private void summary() {
        OUT.printf(
                Locale.ROOT,
                "%d estimates, %d within 5 points, worst %.1f, mean %.1f%n",
                errors.size(),
                errors.stream().filter(error -> error <= 5).count(),
                errors.stream().mapToDouble(Double::doubleValue).max().orElse(0),
                errors.stream().mapToDouble(Double::doubleValue).average().orElse(0));
    }

    private Snapshot snapshot() {
        try (Session session = Session.open(server.target("postgres"))) {
            return SnapshotReader.read(session);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
