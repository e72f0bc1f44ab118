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
import java.util.Locale;
import java.util.Optional;

/** An application that connects anew for every request. */
public final class ConnectionChurn implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("connection-churn", Theme.CONNECTION, Impact.MEDIUM, Facts.DATABASE_STATISTICS);

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
                        .filter(counters -> counters.sessions() >= lines.sessions())
                        .filter(counters -> inSecond(snapshot, counters) > lines.sessionsInSecond())
                        .map(counters -> finding(snapshot, counters))
                        .stream()
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.connection().statisticsAge(), INFO);
    }

    private static double inSecond(Snapshot snapshot, DatabaseStatistics counters) {
        return counters.sessions() * 1000.0 / Math.max(snapshot.statisticsAge().toMillis(), 1);
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics counters) {
        double transactions = (double) (counters.commits() + counters.rollbacks()) / counters.sessions();
        return Finding.of(
                INFO,
                snapshot.server().database(),
                Impact.MEDIUM,
                "Database " + snapshot.server().database() + " gets new connections all the time, "
                        + String.format(Locale.ROOT, "%.1f times", inSecond(snapshot, counters)) + " in a second",
                Figures.of("started_sessions", counters.sessions())
                        .and("sessions_per_second", Math.round(inSecond(snapshot, counters) * 10) / 10.0)
                        .and("transactions_per_session", Math.round(transactions * 10) / 10.0),
                "For each of them the server starts a process, checks a password and reads the catalogs anew, which takes"
                        + " longer than a short query. A pool keeps connections and hands them on.");
    }
}
