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

/** An application of which many transactions come to nothing. */
public final class ManyRollbacks implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("many-rollbacks", Theme.CONNECTION, Impact.MEDIUM, Facts.DATABASE_STATISTICS);

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
                        .filter(counters -> counters.commits() + counters.rollbacks() >= lines.transactions())
                        .filter(counters -> share(counters) > lines.rollbackShare())
                        .map(counters -> finding(snapshot, counters))
                        .stream()
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Ages.tooYoung(snapshot, thresholds.connection().statisticsAge(), INFO);
    }

    private static double share(DatabaseStatistics counters) {
        return (double) counters.rollbacks() / (counters.commits() + counters.rollbacks());
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics counters) {
        double percent = Counters.percent(share(counters));
        return Finding.of(
                INFO,
                snapshot.server().database(),
                Impact.MEDIUM,
                "Of the transactions in database " + snapshot.server().database() + ", "
                        + String.format(Locale.ROOT, "%.1f %% are rolled back", percent),
                Figures.of("rollback_percent", percent)
                        .and("commits", counters.commits())
                        .and("rollbacks", counters.rollbacks()),
                "What they did was done in vain, and its dead rows must be cleaned up. Mostly an error that repeats, or"
                        + " a unique violation that is used to ask whether a row is there.");
    }
}
