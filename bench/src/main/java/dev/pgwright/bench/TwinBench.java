package dev.pgwright.bench;

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
import dev.pgwright.twin.TwinGap;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Plans on the twin against the target's: {@code TwinBench lab casaora [major] [scale]} or {@code TwinBench URI
 * WORKLOAD-FILE}. One line for each database: statements, identical, same shape, different, refused, seconds to measure
 * and to stand.
 */
public final class TwinBench {
    private TwinBench() {}

    /** Prints the figures, then each difference and gap. */
    public static void main(String[] arguments) {
        CacheFolder cache = CacheFolder.of(System.getenv());
        if (arguments.length < 2) {
            System.err.println("usage: TwinBench lab NAME [MAJOR] [SCALE] | TwinBench URI WORKLOAD-FILE");
            return;
        }
        if (arguments[0].equals("lab")) {
            Lab lab = Lab.named(arguments[1]);
            int major = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 18;
            double scale = arguments.length > 3 ? Double.parseDouble(arguments[3]) : 0.2;
            try (LabServer server = LabServer.startForRun(cache, lab, scale, major, line -> {})) {
                run(
                        cache,
                        lab.id() + " on " + major,
                        server.uri(),
                        lab.workload().statements());
            }
        } else {
            run(
                    cache,
                    arguments[0],
                    arguments[0],
                    WorkloadFile.read(Path.of(arguments[1])).statements());
        }
    }

    private static void run(CacheFolder cache, String name, String uri, List<WorkloadStatement> statements) {
        Target target = new TargetParser(System.getenv(), Path.of(System.getProperty("user.home"))).parse(uri);
        try (Session session = Session.open(target)) {
            long begin = System.nanoTime();
            Snapshot read = SnapshotReader.read(session);
            long afterSnapshot = System.nanoTime();
            Snapshot snapshot = TwinMeasurements.complete(session, read);
            long afterMeasuring = System.nanoTime();
            try (Twin twin = Twin.start(cache, snapshot, line -> {})) {
                long afterStart = System.nanoTime();
                List<Calibration.Result> results = Calibration.of(session, twin, statements);
                print(name, results, twin.gaps());
                System.out.printf(
                        Locale.ROOT,
                        "  seconds: snapshot %.2f, measuring %.2f, twin stands %.2f, calibration %.2f%n",
                        (afterSnapshot - begin) / 1e9,
                        (afterMeasuring - afterSnapshot) / 1e9,
                        (afterStart - afterMeasuring) / 1e9,
                        (System.nanoTime() - afterStart) / 1e9);
            }
        }
    }

    private static void print(String name, List<Calibration.Result> results, List<TwinGap> gaps) {
        Map<Calibration.Outcome, List<Calibration.Result>> byOutcome =
                new java.util.EnumMap<>(Calibration.Outcome.class);
        results.forEach(result -> byOutcome
                .computeIfAbsent(result.outcome(), outcome -> new ArrayList<>())
                .add(result));
        System.out.println(name + ": " + results.size() + " statements");
        byOutcome.forEach((outcome, group) -> System.out.println("  " + outcome + " " + group.size()));
        results.stream()
                .filter(result -> !result.isCalibrated())
                .forEach(result -> System.out.println(
                        "    " + result.statement().name() + ": " + result.outcome() + ": " + result.difference()));
        gaps.forEach(gap -> System.out.println("  gap " + gap));
    }
}
