package dev.pgwright.check.job;

import dev.pgwright.check.Figures;
import dev.pgwright.snapshot.CronJob;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.Set;
import java.util.stream.Stream;

/** Words about jobs. */
final class Jobs {
    private static final Set<String> OVER = Set.of("succeeded", "failed");

    private Jobs() {}

    /** Its name, or its number where it has none. */
    static String name(CronJob job) {
        return job.name() == null ? String.valueOf(job.id()) : job.name();
    }

    /** Whether its last run has ended. */
    static boolean isOver(CronJob job) {
        return job.lastStatus() != null && OVER.contains(job.lastStatus());
    }

    static Stream<CronJob> active(Snapshot snapshot) {
        return snapshot.rows(Facts.CRON_JOB).stream().filter(CronJob::active);
    }

    static Figures figures(CronJob job) {
        return Figures.of("job", name(job))
                .and("schedule", job.schedule())
                .and("database", job.database())
                .and("role", job.role());
    }
}
