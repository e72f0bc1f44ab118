package dev.pgwright.bench;

import dev.pgwright.Pgwright;
import dev.pgwright.change.Progress;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.pgquery.Script;
import dev.pgwright.plan.PlanJson;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.report.IndexAdviceResult;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Says of each index that the documents behind a lab recommend what it is worth there: the planner's cost of the lab's
 * workload with the index really built, alone and beside what the advisor selects. Everything is rolled back.
 *
 * <p>{@code casaora|cdhi [SCALE]}
 */
public final class SeedsBench {
    private static final String WITHOUT_CONCURRENTLY = "$1";
    /** A smaller gain is none: the planner itself takes plans closer than that for equal (STD_FUZZ_FACTOR). */
    private static final double WORTH = 0.001;

    private SeedsBench() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) throws SQLException {
        Lab lab = Lab.named(arguments[0]);
        double scale = arguments.length > 1 ? Double.parseDouble(arguments[1]) : 0.2;
        Path home = Path.of(System.getProperty("user.home"));
        CacheFolder cache = CacheFolder.of(System.getenv());
        try (LabServer server = LabServer.startForRun(cache, lab, scale, 18, Progress.SILENT);
                Pgwright pgwright = new Pgwright(System.getenv(), home, Clock.systemUTC(), Progress.SILENT)) {
            Path workload = writeWorkload(lab);
            IndexAdviceResult advice =
                    pgwright.indexes(server.uri(), null, null, new dev.pgwright.IndexWishes(workload, 1_000_000_000L, false));
            List<String> selected =
                    advice.selected().stream().map(index -> index.sql()).toList();
            Target target = new TargetParser(System.getenv(), home).parse(server.uri());
            print(target, lab, selected, seeds(lab.id()));
        }
    }

    private static Path writeWorkload(Lab lab) {
        try (InputStream file = Lab.class.getResourceAsStream(lab.id() + "/workload.sql")) {
            if (file == null) {
                throw new IllegalArgumentException("lab " + lab.id() + " has no workload");
            }
            Path copy = java.nio.file.Files.createTempFile("workload", ".sql");
            java.nio.file.Files.write(copy, file.readAllBytes());
            copy.toFile().deleteOnExit();
            return copy;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<String> seeds(String lab) {
        try (InputStream file = SeedsBench.class.getResourceAsStream("seeds-" + lab + ".sql")) {
            if (file == null) {
                throw new IllegalArgumentException("no recommended indexes for " + lab);
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            return Script.split(text).stream().map(part -> part.text(text)).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void print(Target target, Lab lab, List<String> selected, List<String> seeds) throws SQLException {
        double none = cost(target, lab, List.of());
        double advised = cost(target, lab, selected);
        System.out.printf(
                Locale.ROOT,
                "%s: cost %.0f without, %.0f (%.4f) with the %d selected%n",
                lab.id(),
                none,
                advised,
                advised / none,
                selected.size());
        System.out.printf("%-14s %8s %8s  %s%n", "verdict", "alone", "beside", "index");
        for (String seed : seeds) {
            double alone = cost(target, lab, List.of(seed)) / none;
            List<String> both = new ArrayList<>(selected);
            both.add(seed);
            double beside = cost(target, lab, both) / advised;
            String verdict = beside <= 1 - WORTH ? "missed" : alone > 1 - WORTH ? "refuted" : "served already";
            System.out.printf(
                    Locale.ROOT, "%-14s %8.4f %8.4f  %s%n", verdict, alone, beside, seed.replaceAll("\\s+", " "));
        }
    }

    private static double cost(Target target, Lab lab, List<String> indexes) throws SQLException {
        try (WriteSession session = WriteSession.open(target)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try (Statement sql = connection.createStatement()) {
                for (String index : indexes) {
                    sql.execute(index.replaceFirst("(?i)(INDEX) CONCURRENTLY", WITHOUT_CONCURRENTLY));
                }
                double total = 0;
                for (WorkloadStatement statement : lab.workload().statements()) {
                    total += statement.calls() * cost(sql, statement);
                }
                return total;
            } finally {
                connection.rollback();
            }
        }
    }

    private static double cost(Statement sql, WorkloadStatement statement) throws SQLException {
        sql.execute("SAVEPOINT statement");
        if (statement.claims() != null) {
            sql.execute("SET LOCAL request.jwt.claims = " + Identifiers.literal(statement.claims()));
        }
        if (statement.role() != null) {
            sql.execute("SET LOCAL ROLE " + Identifiers.quote(statement.role()));
        }
        try (ResultSet row = sql.executeQuery("EXPLAIN (FORMAT JSON) " + statement.sql())) {
            row.next();
            return PlanJson.read(row.getString(1)).cost();
        } finally {
            sql.execute("ROLLBACK TO SAVEPOINT statement");
        }
    }
}
