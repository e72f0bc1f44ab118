package dev.pgwright.bench.tpc;

import dev.pgwright.advice.index.IndexAdvice;
import dev.pgwright.advice.index.IndexAdvisor;
import dev.pgwright.advice.index.Samples;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Step;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.SampledShares;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.SampledDistincts;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.WorkloadFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The index advisor on a benchmark: for each budget it chooses on a twin, then the chosen indexes are really built and
 * weighed, and the real planner says what they bring.
 *
 * <p>{@code tpch|tpcds SCALE MAJOR SECONDS MEGABYTES...}
 */
public final class AdviceBench {
    private AdviceBench() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) {
        Benchmark benchmark = Benchmark.of(arguments[0]);
        Duration limit = Duration.ofMillis((long) (1000 * Double.parseDouble(arguments[3])));
        List<String> budgets = Arrays.asList(arguments).subList(4, arguments.length);
        try (TpcDatabase database = TpcDatabase.open(
                benchmark,
                Double.parseDouble(arguments[1]),
                Integer.parseInt(arguments[2]),
                line -> System.err.println(line))) {
            long start = System.nanoTime();
            Snapshot snapshot = snapshot(database);
            long read = System.nanoTime();
            try (Session session = Session.open(database.target());
                    Twin twin =
                            Twin.start(CacheFolder.of(System.getenv()), snapshot, line -> System.err.println(line))) {
                System.out.printf(
                        "snapshot %.2f s, twin %.2f s, %d gaps%n",
                        (read - start) / 1e9,
                        (System.nanoTime() - read) / 1e9,
                        twin.gaps().size());
                WorkloadFile workload = benchmark.usualWorkload();
                System.out.printf(
                        "%8s %10s %10s %8s %8s %7s %6s %7s %8s %8s %8s %8s%n",
                        "budget",
                        "predicted",
                        "real MB",
                        "twin",
                        "real",
                        "gap",
                        "calls",
                        "cands",
                        "seconds",
                        "own CPU",
                        "its CPU",
                        "indexes");
                Samples samples =
                        new Samples(new SampledShares(session, snapshot), new SampledDistincts(session, snapshot));
                budgets.forEach(
                        megabytes -> run(database, twin, samples, workload, Double.parseDouble(megabytes), limit));
            }
        }
    }

    private static double ownCpu() {
        return ProcessHandle.current()
                        .info()
                        .totalCpuDuration()
                        .orElse(Duration.ZERO)
                        .toMillis()
                / 1e3;
    }

    /** CPU seconds of the sessions of the twin that are open: on a shared machine they say more than the clock. */
    private static double serverCpu(Twin twin) {
        try {
            long postmaster =
                    Long.parseLong(Files.readAllLines(twin.dataFolder().resolve("postmaster.pid"))
                            .get(0)
                            .strip());
            return ProcessHandle.of(postmaster).stream()
                    .flatMap(ProcessHandle::children)
                    .mapToDouble(child -> child.info()
                                    .totalCpuDuration()
                                    .orElse(Duration.ZERO)
                                    .toMillis()
                            / 1e3)
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Snapshot snapshot(TpcDatabase database) {
        try (Session session = Session.open(database.target())) {
            return TwinMeasurements.complete(session, SnapshotReader.read(session));
        }
    }

    private static void run(
            TpcDatabase database, Twin twin, Samples samples, WorkloadFile workload, double megabytes, Duration limit) {
        long start = System.nanoTime();
        double cpuBefore = ownCpu();
        double serverCpu;
        IndexAdvice advice;
        try (WhatIfIndexes whatIf = twin.whatIf(2)) {
            advice = new IndexAdvisor(twin.snapshot(), whatIf, samples, System::nanoTime)
                    .advise(workload.statements(), (long) (megabytes * 1e6), limit);
            serverCpu = serverCpu(twin);
        }
        double cpu = ownCpu() - cpuBefore;
        double seconds = (System.nanoTime() - start) / 1e9;
        List<String> statements = advice.selected().stream()
                .flatMap(selected -> selected.index().apply().stream())
                .map(Step::sql)
                .toList();
        RealCost real = Boolean.getBoolean("bench.noreal")
                ? null
                : RealIndexes.measure(database.target(), workload, statements);
        long predicted = advice.selected().stream()
                .mapToLong(selected -> selected.size().bytes())
                .sum();
        System.out.printf(
                "%8.0f %10.1f %10.1f %8.4f %8.4f %7.4f %6d %7d %8.2f %8.2f %8.2f %8d%n",
                megabytes,
                predicted / 1e6,
                real == null ? 0 : real.bytes() / 1e6,
                advice.relative(),
                real == null ? 0 : real.relative(),
                advice.gap(),
                advice.plannerCalls(),
                advice.candidates(),
                seconds,
                cpu,
                serverCpu,
                advice.selected().size());
        for (IndexAdvice.Selected selected : advice.selected()) {
            CreateIndex index = selected.index();
            Long bytes = real == null ? null : real.sizes().get(index.name());
            System.out.printf(
                    "    %6.1f MB %s  gain %.0f  %s %s include %s where %s  %s%n",
                    selected.size().bytes() / 1e6,
                    bytes == null ? "" : String.format("(real %.1f)", bytes / 1e6),
                    selected.gain(),
                    index.table(),
                    index.method() + index.keys(),
                    index.include(),
                    index.predicate(),
                    selected.serves());
        }
        if (Boolean.getBoolean("bench.statements")) {
            statements(advice);
        }
        advice.leftOut().forEach(left -> System.out.println("    left out " + left));
    }

    private static void statements(IndexAdvice advice) {
        advice.statements().stream()
                .sorted(Comparator.comparingDouble(each -> -each.before() * each.calls()))
                .forEach(each -> System.out.printf(
                        "    %-8s %12.0f %12.0f %.3f %s%n",
                        each.name(), each.before(), each.after(), each.after() / each.before(), each.indexes()));
    }
}
