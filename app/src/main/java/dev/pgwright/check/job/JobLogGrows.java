package dev.pgwright.check.job;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A log of jobs that nobody shortens. */
public final class JobLogGrows implements Check {
    private static final CheckInfo INFO = CheckInfo.of("job-log-grows", Theme.JOB, Impact.LOW, Facts.RELATION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        return snapshot
                .relation("cron", "job_run_details")
                .filter(log -> tables.rows(log) >= thresholds.server().jobLogRows())
                .map(log -> finding(tables, log))
                .stream()
                .toList();
    }

    private static Finding finding(Tables tables, Relation log) {
        return Finding.of(
                INFO,
                Tables.name(log),
                Impact.LOW,
                "The log of scheduled jobs has " + tables.rows(log) + " rows",
                Figures.ofTable(log.schema(), log.name())
                        .and("rows", tables.rows(log))
                        .and("bytes", tables.bytes(log)),
                "pg_cron never removes its log. It grows with every run, it is in every backup, and looking up a job's last"
                        + " run takes longer and longer.");
    }
}
