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
import java.util.List;

/** A scheduled job that fails. */
public final class JobFails implements Check {
    private static final int MANY = 3;

    private static final CheckInfo INFO = CheckInfo.of("job-fails", Theme.JOB, Impact.HIGH, Facts.CRON_JOB);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return Jobs.active(snapshot)
                .filter(job -> job.failedInRow() > 0)
                .map(job -> finding(snapshot, job))
                .toList();
    }

    private static Finding finding(Snapshot snapshot, CronJob job) {
        return Finding.of(
                INFO,
                Jobs.name(job),
                job.failedInRow() >= MANY ? Impact.HIGH : Impact.MEDIUM,
                "Job " + Jobs.name(job) + " has failed "
                        + (job.failedInRow() == 1 ? "at its last run" : job.failedInRow() + " times in a row"),
                Jobs.figures(job)
                        .and("failed_in_row", job.failedInRow())
                        .and("runs", job.runs())
                        .and(
                                "last_start_seconds",
                                Ages.since(snapshot, job.lastStart()).toSeconds()),
                "Nobody is told when a job fails: what it should do, such as removing old rows or refreshing a view, is"
                        + " simply not done.");
    }
}
