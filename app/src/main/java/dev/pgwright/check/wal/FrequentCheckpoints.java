package dev.pgwright.check.wal;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.WalLines;
import dev.pgwright.snapshot.Checkpointer;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Checkpoints that WAL volume forces before their time. */
public final class FrequentCheckpoints implements Check {
    private static final double BAD_SHARE = 0.8;

    private static final CheckInfo INFO =
            CheckInfo.of("frequent-checkpoints", Theme.WAL, Impact.MEDIUM, Facts.CHECKPOINTER, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        WalLines lines = thresholds.wal();
        return doubt(snapshot, thresholds).isPresent()
                ? List.of()
                : snapshot.rows(Facts.CHECKPOINTER).stream()
                        .filter(counters -> counters.requested() >= lines.checkpoints())
                        .filter(counters -> share(counters) > lines.requestedShare())
                        .map(counters -> finding(snapshot, counters))
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.CHECKPOINTER).stream()
                .flatMap(counters -> Ages.tooYoung(
                        Ages.counted(snapshot, counters.statisticsReset()),
                        thresholds.wal().statisticsAge(),
                        INFO)
                        .stream())
                .findFirst();
    }

    private static double share(Checkpointer counters) {
        return (double) counters.requested() / (counters.timed() + counters.requested());
    }

    private static Finding finding(Snapshot snapshot, Checkpointer counters) {
        double percent = Math.round(share(counters) * 1000) / 10.0;
        return Finding.of(
                INFO,
                "max_wal_size",
                percent >= BAD_SHARE * 100 ? Impact.MEDIUM : Impact.LOW,
                "Of all checkpoints, " + String.format(Locale.ROOT, "%.1f %%", percent) + " came before their time",
                Figures.of("requested_calls", counters.requested())
                        .and("timed_calls", counters.timed())
                        .and("requested_percent", percent)
                        .and("max_wal_size_mb", Math.round(Configured.number(snapshot, "max_wal_size", 1024)))
                        .and(
                                "checkpoint_timeout_s",
                                Math.round(Configured.number(snapshot, "checkpoint_timeout", 300))),
                "After each checkpoint every page that changes is written to WAL whole. Twice as many checkpoints mean"
                        + " up to twice the WAL, and more writing that statements wait for.");
    }
}
