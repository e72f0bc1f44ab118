package dev.pgwright.bench;

import dev.pgwright.bench.TwinFigures.Line;
import dev.pgwright.bench.tpc.Benchmark;
import dev.pgwright.bench.tpc.TpcDatabase;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.Calibration;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Plans on the twin against the target's.
 *
 * <ul>
 *   <li>{@code all [SCALE OF TPC [SCALE OF LABS [MAJOR...]]]}: every lab, TPC-H and TPC-DS on each major (0.1, 0.2
 * and 14
 *       to 18 unless told)
 *   <li>{@code tpch|tpcds SCALE MAJOR...}, {@code lab NAME [MAJOR] [SCALE]}
 *   <li>{@code URI WORKLOAD-FILE}
 * </ul>
 *
 * Each database gets its differences and gaps, and seconds; one table over all that ran comes last.
 */
public final class TwinBench {
    private static final List<Integer> MAJORS = List.of(14, 15, 16, 17, 18);

    private final CacheFolder cache = CacheFolder.of(System.getenv());
    private final TwinFigures figures = new TwinFigures();

    private TwinBench() {}

    /** Command line; see the class. */
    public static void main(String[] arguments) {
        if (arguments.length == 0) {
            System.err.println("usage: TwinBench all [SCALE OF TPC [SCALE OF LABS [MAJOR...]]]"
                    + " | tpch|tpcds SCALE MAJOR... | lab NAME [MAJOR] [SCALE] | URI WORKLOAD-FILE");
            return;
        }
        TwinBench bench = new TwinBench();
        bench.run(arguments[0], Arrays.asList(arguments).subList(1, arguments.length));
        bench.figures.print();
    }

    private void run(String what, List<String> rest) {
        switch (what) {
            case "all" -> all(rest);
            case "tpch", "tpcds" ->
                rest.stream()
                        .skip(1)
                        .forEach(major ->
                                tpc(Benchmark.of(what), Double.parseDouble(rest.get(0)), Integer.parseInt(major)));
            case "lab" ->
                lab(
                        Lab.named(rest.get(0)),
                        rest.size() > 2 ? Double.parseDouble(rest.get(2)) : 0.2,
                        rest.size() > 1 ? Integer.parseInt(rest.get(1)) : 18);
            default ->
                compare(what, "", what, WorkloadFile.read(Path.of(rest.get(0))).statements());
        }
    }

    private void all(List<String> rest) {
        double tpcScale = rest.isEmpty() ? 0.1 : Double.parseDouble(rest.get(0));
        double labScale = rest.size() > 1 ? Double.parseDouble(rest.get(1)) : 0.2;
        List<Integer> majors =
                rest.size() > 2 ? rest.stream().skip(2).map(Integer::valueOf).toList() : MAJORS;
        for (int major : majors) {
            for (Lab lab : Lab.values()) {
                attempt("lab " + lab.id(), major, () -> lab(lab, labScale, major));
            }
            for (Benchmark benchmark : Benchmark.values()) {
                attempt(benchmark.id(), major, () -> tpc(benchmark, tpcScale, major));
            }
        }
    }

    /** A database that cannot be made on one major is named, and costs the others nothing. */
    private void attempt(String name, int major, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            System.out.println(name + " on " + major + " did not run: " + e);
        }
    }

    private void lab(Lab lab, double scale, int major) {
        Supplier<LabServer> start = () -> LabServer.startForRun(cache, lab, scale, major, line -> {});
        try (LabServer server = start.get()) {
            compare(
                    "lab " + lab.id(),
                    String.valueOf(major),
                    server.uri(),
                    lab.workload().statements());
        }
    }

    private void tpc(Benchmark benchmark, double scale, int major) {
        try (TpcDatabase database = TpcDatabase.open(benchmark, scale, major, line -> {})) {
            compare(
                    benchmark.id(),
                    String.valueOf(major),
                    database.uri(),
                    benchmark.workload().statements());
        }
    }

    private void compare(String name, String major, String uri, List<WorkloadStatement> statements) {
        Target target = new TargetParser(System.getenv(), Path.of(System.getProperty("user.home"))).parse(uri);
        List<Double> seconds = new ArrayList<>();
        long begin = System.nanoTime();
        try (Session session = Session.open(target)) {
            Snapshot read = SnapshotReader.read(session);
            seconds.add((System.nanoTime() - begin) / 1e9);
            Snapshot snapshot = TwinMeasurements.complete(session, read);
            seconds.add((System.nanoTime() - begin) / 1e9);
            try (Twin twin = Twin.start(cache, snapshot, line -> {})) {
                seconds.add((System.nanoTime() - begin) / 1e9);
                List<Calibration.Result> results = Calibration.of(session, twin, statements);
                seconds.add((System.nanoTime() - begin) / 1e9);
                figures.add(new Line(name, major, results, twin.gaps(), seconds));
            }
        }
    }
}
