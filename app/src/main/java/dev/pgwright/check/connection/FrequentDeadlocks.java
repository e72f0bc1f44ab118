package dev.pgwright.check.connection;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.ConnectionLines;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.DatabaseStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Transactions that lock the same rows in different orders. */
public final class FrequentDeadlocks implements Check {
    private static final int BAD_FACTOR = 10;

    private static final CheckInfo INFO =
            CheckInfo.of("frequent-deadlocks", Theme.CONNECTION, Impact.HIGH, Facts.DATABASE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        ConnectionLines lines = thresholds.connection();
        return doubt(snapshot, thresholds).isPresent()
                ? List.of()
                : Counters.ofDatabase(snapshot)
                        .filter(counters -> counters.deadlocks() >= lines.deadlocks())
                        .filter(counters -> inHour(snapshot, counters) > lines.deadlocksInHour())
                        .map(counters -> finding(snapshot, counters, lines))
                        .stream()
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.connection().statisticsAge(), INFO);
    }

    private static double inHour(Snapshot snapshot, DatabaseStatistics counters) {
        return counters.deadlocks()
                * 3_600_000.0
                / Math.max(snapshot.statisticsAge().toMillis(), 1);
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics counters, ConnectionLines lines) {
        double rate = inHour(snapshot, counters);
        return Finding.of(
                INFO,
                snapshot.server().database(),
                rate > lines.deadlocksInHour() * BAD_FACTOR ? Impact.HIGH : Impact.MEDIUM,
                "Deadlocks in database " + snapshot.server().database() + ": " + counters.deadlocks()
                        + " were broken up",
                Figures.of("deadlocks", counters.deadlocks())
                        .and("deadlocks_per_hour", Math.round(rate * 100) / 100.0)
                        .and("counted_seconds", snapshot.statisticsAge().toSeconds()),
                "In each of them one transaction was rolled back and its work was lost, after all involved had stood"
                        + " still for deadlock_timeout. The server's log names the statements.");
    }
}
