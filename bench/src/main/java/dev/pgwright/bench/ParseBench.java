package dev.pgwright.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.pgwright.pgquery.Grammar;
import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.MapCatalog;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The parser's two promises: a warmed parse of a 120-character join takes under 0.3 ms, and a new JVM has its first
 * tree
 * within a second. {@code ParseBench [warm-up calls] [samples] [cold starts]}.
 */
public final class ParseBench {
    /** 120 characters. */
    private static final String JOIN =
            "SELECT o.id, c.name FROM orders o JOIN customers c ON c.id = o.customer_id WHERE o.status = 'open' AND o.total > 1000000";

    private static final Catalog CATALOG = new MapCatalog(
            List.of("public"),
            List.of(
                    Catalog.Relation.table("public", "orders", List.of("id", "customer_id", "status", "total")),
                    Catalog.Relation.table("public", "customers", List.of("id", "name"))));

    private ParseBench() {}

    /** Prints a line per figure. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments.length == 1 && arguments[0].equals("cold")) {
            first();
            return;
        }
        int warmUp = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 20_000;
        int samples = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20_000;
        int starts = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 10;
        System.out.printf("statement of %d characters, %d processors%n", JOIN.length(), processors());
        try (PgQuery parser = PgQuery.open()) {
            ParsedSql parsed = parser.parse(JOIN);
            // By one grammar explicitly: that way does not look into the cache.
            measure("parse, 17", warmUp, samples, () -> parser.parse(JOIN, Grammar.POSTGRES_17));
            measure("parse, 18", warmUp, samples, () -> parser.parse(JOIN, Grammar.POSTGRES_18));
            measure("parse, cached", warmUp, samples, () -> parser.parse(JOIN));
            measure("fingerprint", warmUp, samples, () -> parser.fingerprint(JOIN));
            measure("normalize", warmUp, samples, () -> parser.normalize(JOIN));
            measure("deparse, read back", warmUp, samples, () -> parser.deparse(parsed));
            measure("analyze, tree cached", warmUp, samples, () -> parser.analyze(JOIN, CATALOG));
        }
        cold(starts);
    }

    private static int processors() {
        return Runtime.getRuntime().availableProcessors();
    }

    private static void measure(String what, int warmUp, int samples, Runnable call) {
        for (int i = 0; i < warmUp; i++) {
            call.run();
        }
        long[] nanos = new long[samples];
        for (int i = 0; i < samples; i++) {
            long start = System.nanoTime();
            call.run();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        double mean = Arrays.stream(nanos).average().orElse(0);
        System.out.printf(
                Locale.ROOT,
                "%-22s mean %7.1f us  median %7.1f us  p95 %7.1f us  p99 %7.1f us  (%d samples after %d calls)%n",
                what,
                mean / 1e3,
                nanos[samples / 2] / 1e3,
                nanos[samples * 95 / 100] / 1e3,
                nanos[samples * 99 / 100] / 1e3,
                samples,
                warmUp);
    }

    /** In a process of its own: wall time of the first parse, and the CPU time of the whole process until then. */
    private static void first() {
        try (PgQuery parser = PgQuery.open()) {
            long start = System.nanoTime();
            parser.parse(JOIN);
            long wall = (System.nanoTime() - start) / 1_000_000;
            OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
            System.out.println(wall + " " + system.getProcessCpuTime() / 1_000_000);
        }
    }

    private static void cold(int starts) throws IOException, InterruptedException {
        List<Long> whole = new ArrayList<>();
        List<Long> inside = new ArrayList<>();
        List<Long> processor = new ArrayList<>();
        String command = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        for (int i = 0; i < starts; i++) {
            long start = System.nanoTime();
            Process process = new ProcessBuilder(
                            command, "-cp", System.getProperty("java.class.path"), ParseBench.class.getName(), "cold")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException("the cold start failed");
            }
            whole.add((System.nanoTime() - start) / 1_000_000);
            int blank = output.indexOf(' ');
            inside.add(Long.parseLong(output.substring(0, blank)));
            processor.add(Long.parseLong(output.substring(blank + 1).strip()));
        }
        print("cold: process start to its end", whole);
        print("cold: first parse in it", inside);
        print("cold: CPU until then, all threads", processor);
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%-34s median %d ms  least %d ms  most %d ms  (%d processes)%n",
                what, sorted.get(sorted.size() / 2), sorted.get(0), sorted.get(sorted.size() - 1), sorted.size());
    }
}
