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

/** A scheduled job that used to run and does not any more. */
public final class JobStopped implements Check {
    private static final int RUNS = 3;
    private static final Duration SLACK = Duration.ofHours(1);

    private static final CheckInfo INFO = CheckInfo.of("job-stopped", Theme.JOB, Impact.HIGH, Facts.CRON_JOB);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return Jobs.active(snapshot)
                .filter(job -> job.runs() >= RUNS && job.intervalSeconds() != null && Jobs.isOver(job))
                .filter(job -> Ages.since(snapshot, job.lastStart()).compareTo(latest(job, thresholds)) > 0)
                .map(job -> finding(snapshot, job))
                .toList();
    }

    private static Duration latest(CronJob job, Thresholds thresholds) {
        double interval = job.intervalSeconds() == null ? 0 : job.intervalSeconds();
        return SLACK.plusSeconds(Math.round(interval * thresholds.server().missedRuns()));
    }

    private static Finding finding(Snapshot snapshot, CronJob job) {
        Duration since = Ages.since(snapshot, job.lastStart());
        return Finding.of(
                INFO,
                Jobs.name(job),
                Impact.HIGH,
                "Job " + Jobs.name(job) + " has not run for " + since.toMinutes() + " minutes",
                Jobs.figures(job)
                        .and("last_start_seconds", since.toSeconds())
                        .and(
                                "usual_interval_seconds",
                                job.intervalSeconds() == null ? null : Math.round(job.intervalSeconds())),
                "It is switched on and is started no more. Nobody notices, because nothing fails.");
    }
}
