package dev.pgwright.check.job;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.CronJob;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;

/** A scheduled job that does not come to an end. */
public final class JobHangs implements Check {
    /** As many times as it usually has from one run to the next. */
    private static final double INTERVALS = 2;

    private static final CheckInfo INFO = CheckInfo.of("job-hangs", Theme.JOB, Impact.HIGH, Facts.CRON_JOB);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return Jobs.active(snapshot)
                .filter(job -> job.lastStatus() != null && !Jobs.isOver(job))
                .filter(job -> hangs(snapshot, job, thresholds))
                .map(job -> finding(snapshot, job))
                .toList();
    }

    private static boolean hangs(Snapshot snapshot, CronJob job, Thresholds thresholds) {
        Duration running = Ages.since(snapshot, job.lastStart());
        double interval = job.intervalSeconds() == null ? 0 : job.intervalSeconds();
        return running.compareTo(thresholds.server().longestRun()) > 0 && running.toSeconds() > INTERVALS * interval;
    }

    private static Finding finding(Snapshot snapshot, CronJob job) {
        Duration running = Ages.since(snapshot, job.lastStart());
        return Finding.of(
                INFO,
                Jobs.name(job),
                Impact.HIGH,
                "Job " + Jobs.name(job) + " has been running for " + running.toMinutes() + " minutes",
                Jobs.figures(job).and("running_seconds", running.toSeconds()).and("status", job.lastStatus()),
                "pg_cron starts no second run while one is going on, so its further runs are left out, and its transaction"
                        + " holds vacuum back meanwhile.");
    }
}
