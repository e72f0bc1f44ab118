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

/** Clients that vanish, or are thrown out. */
public final class SessionsLost implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("sessions-lost", Theme.CONNECTION, Impact.MEDIUM, Facts.DATABASE_STATISTICS);

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
                        .filter(counters -> lost(counters) > lines.lostSessionShare() * counters.sessions())
                        .map(counters -> finding(snapshot, counters))
                        .stream()
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.connection().statisticsAge(), INFO);
    }

    private static long lost(DatabaseStatistics counters) {
        return counters.sessionsAbandoned() + counters.sessionsFatal() + counters.sessionsKilled();
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics counters) {
        double percent = Counters.percent((double) lost(counters) / counters.sessions());
        return Finding.of(
                INFO,
                snapshot.server().database(),
                Impact.MEDIUM,
                "Of the sessions in database " + snapshot.server().database() + ", "
                        + String.format(Locale.ROOT, "%.1f %% did not end as their client wanted", percent),
                Figures.of("lost_percent", percent)
                        .and("started_sessions", counters.sessions())
                        .and("vanished_clients", counters.sessionsAbandoned())
                        .and("fatal_errors", counters.sessionsFatal())
                        .and("terminated", counters.sessionsKilled()),
                "A client that vanishes leaves its transaction to be rolled back, and a new connection must be made and"
                        + " warmed up. Mostly the network or a balancer cuts idle connections, or the application is"
                        + " killed for want of memory.");
    }
}
