package dev.pgwright.bench.tpc;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.clone.CloneProof;
import dev.pgwright.proof.clone.CloneProof.Outcome;
import dev.pgwright.proof.clone.CloneProof.Tried;
import dev.pgwright.proof.clone.Comparison;
import dev.pgwright.proof.clone.Measured;
import dev.pgwright.proof.clone.Pace;
import dev.pgwright.proof.clone.TemplateClone;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An index set that a planner-only method picks, and what a proof on a copy makes of it: each statement without
 * indexes,
 * with the picked set and with what the proof keeps, all measured in turns in one run.
 *
 * <p>{@code tpch|tpcds SCALE MAJOR MEGABYTES [SECONDS]}: budget of the picked set by its own size estimates, and the
 * longest run of a statement.
 */
public final class RegressionBench {
    private RegressionBench() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) {
        Benchmark benchmark = Benchmark.of(arguments[0]);
        long budget = (long) (1e6 * Double.parseDouble(arguments[3]));
        long seconds = arguments.length > 4 ? Long.parseLong(arguments[4]) : 20;
        List<WorkloadStatement> workload = benchmark.usualWorkload().statements();
        long start = System.nanoTime();
        try (TpcDatabase database = TpcDatabase.open(
                benchmark,
                Double.parseDouble(arguments[1]),
                Integer.parseInt(arguments[2]),
                line -> System.err.println(line))) {
            PlannerOnlySet.Chosen chosen = choose(database, workload, budget);
            System.out.printf(
                    Locale.ROOT,
                    "planner-only set: %d indexes, estimated at %.0f MB, estimated cost %.3f of none%n",
                    chosen.indexes().size(),
                    chosen.bytes() / 1e6,
                    chosen.relativeCost());
            try (TemplateClone copy = TemplateClone.of(database.target(), line -> System.err.println(line))) {
                CloneProof.Options options = CloneProof.Options.USUAL
                        .withPace(Pace.USUAL.withLimit(Duration.ofSeconds(seconds)))
                        .withCold(false);
                CloneProof.Result result = new CloneProof(
                                copy, workload, options, line -> System.err.printf("%4d s %s%n", seconds(start), line))
                        .prove(List.<Operation>copyOf(chosen.indexes()));
                print(result);
            }
        }
        System.out.printf("%nthe whole run took %d s%n", seconds(start));
    }

    private static long seconds(long start) {
        return (System.nanoTime() - start) / 1_000_000_000;
    }

    private static PlannerOnlySet.Chosen choose(TpcDatabase database, List<WorkloadStatement> workload, long budget) {
        Snapshot snapshot;
        try (Session session = Session.open(database.target())) {
            snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
        }
        try (Twin twin = Twin.start(CacheFolder.of(System.getenv()), snapshot, line -> System.err.println(line))) {
            return PlannerOnlySet.choose(twin, workload, budget);
        }
    }

    private static void print(CloneProof.Result result) {
        System.out.println();
        for (Tried tried : result.changes()) {
            System.out.printf(
                    Locale.ROOT,
                    "%-8s %6.1f MB  %s %s: %s%s%n",
                    tried.kept() ? "kept" : "not kept",
                    tried.bytes() / 1e6,
                    tried.operation().object(),
                    ((CreateIndex) tried.operation()).keys(),
                    tried.reason(),
                    figures(tried.shown()));
        }
        System.out.printf(
                "%n%-6s %12s %12s %12s   %-14s %-14s %s%n",
                "", "none ms", "picked ms", "kept ms", "picked", "kept", "indexes picked -> kept");
        for (Outcome outcome : result.statements()) {
            System.out.printf(
                    "%-6s %12s %12s %12s   %-14s %-14s %s -> %s%n",
                    outcome.statement().name(),
                    millis(outcome.kept().before()),
                    millis(outcome.given().after()),
                    millis(outcome.kept().after()),
                    verdict(outcome.given()),
                    verdict(outcome.kept()),
                    outcome.givenIndexes(),
                    outcome.keptIndexes());
        }
        System.out.printf(
                Locale.ROOT,
                "%ntotal %14.0f %12.0f %12.0f%n",
                total(result, o -> o.kept().before()),
                total(result, o -> o.given().after()),
                total(result, o -> o.kept().after()));
    }

    private static String figures(@Nullable Comparison shown) {
        return shown == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " (%s: %s ms without, %s ms with, p %.4f)",
                        shown.statement().name(),
                        millis(shown.before()),
                        millis(shown.after()),
                        shown.judgement().p());
    }

    private static String millis(Measured measured) {
        return (measured.unfinished() ? ">" : "") + String.format(Locale.ROOT, "%.1f", measured.median());
    }

    private static String verdict(Comparison comparison) {
        String words = switch (comparison.judgement().verdict()) {
            case FASTER -> "faster";
            case SLOWER -> "SLOWER";
            case NO_DIFFERENCE -> "same";
            case NOT_RUN -> "not run";
        };
        return String.format(
                Locale.ROOT, "%s %.2f", words, comparison.judgement().ratio());
    }

    private static double total(CloneProof.Result result, Function<Outcome, Measured> side) {
        return result.statements().stream()
                .mapToDouble(o -> o.statement().calls() * side.apply(o).median())
                .sum();
    }
}
