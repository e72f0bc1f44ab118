package dev.pgwright.bench.tpc;

import dev.pgwright.pgquery.Script;
import dev.pgwright.workload.WorkloadFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Prints what index sets really cost and really bring: each file of CREATE INDEX statements is built, weighed and taken
 * back.
 *
 * <p>{@code tpch|tpcds SCALE MAJOR FILE...}
 */
public final class IndexAdvisorBench {
    private IndexAdvisorBench() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) throws IOException {
        Benchmark benchmark = Benchmark.of(arguments[0]);
        try (TpcDatabase database = TpcDatabase.open(
                benchmark,
                Double.parseDouble(arguments[1]),
                Integer.parseInt(arguments[2]),
                line -> System.err.println(line))) {
            WorkloadFile workload = benchmark.usualWorkload();
            for (String file : Arrays.asList(arguments).subList(3, arguments.length)) {
                String text = Files.readString(Path.of(file));
                List<String> statements =
                        Script.split(text).stream().map(part -> part.text(text)).toList();
                long start = System.nanoTime();
                RealCost cost = RealIndexes.measure(database.target(), workload, statements);
                System.out.printf("%s (%.0f s to build and plan)%n", file, (System.nanoTime() - start) / 1e9);
                print(cost);
            }
        }
    }

    /** Prints the set as a whole, every index, and every statement. */
    public static void print(RealCost cost) {
        System.out.printf(
                "%d indexes, %.1f MB, relative cost %.4f%n", cost.sizes().size(), cost.bytes() / 1e6, cost.relative());
        cost.sizes()
                .forEach((index, bytes) -> System.out.printf(
                        "    %-50s %10.2f MB  in %d plans%n",
                        index, bytes / 1e6, cost.uses().getOrDefault(index, 0)));
        for (Map.Entry<String, Double> entry : cost.before().entrySet()) {
            double before = entry.getValue();
            double after = cost.after().getOrDefault(entry.getKey(), before);
            System.out.printf(
                    "    %-6s %16.2f -> %16.2f  %.3f%n",
                    entry.getKey(), before, after, before == 0 ? 1 : after / before);
        }
    }
}
