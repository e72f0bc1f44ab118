package dev.pgwright.check.vacuum;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Activity;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Progress;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** A vacuum that has been at the same table for very long. */
public final class LongVacuum implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("long-vacuum", Theme.VACUUM, Impact.HIGH, Facts.PROGRESS, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.PROGRESS).stream()
                .filter(progress -> "VACUUM".equals(progress.command()) && progress.relation() != null)
                .flatMap(progress -> finding(snapshot, progress, thresholds).stream())
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see how far other roles' vacuums are",
                        "GRANT pg_monitor to the role."));
    }

    private static Optional<Finding> finding(Snapshot snapshot, Progress progress, Thresholds thresholds) {
        return snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> activity.pid() == progress.pid())
                .filter(activity -> Ages.since(snapshot, activity.queryStart())
                                .compareTo(thresholds.vacuum().longVacuum())
                        > 0)
                .map(activity -> finding(snapshot, progress, activity))
                .findFirst();
    }

    private static Finding finding(Snapshot snapshot, Progress progress, Activity activity) {
        boolean urgent = String.valueOf(activity.query()).contains("to prevent wraparound");
        long rounds = progress.indexRounds() == null ? 0 : progress.indexRounds();
        String table = progress.schema() + "." + progress.relation();
        return Finding.of(
                INFO,
                table,
                urgent || rounds > 1 ? Impact.HIGH : Impact.MEDIUM,
                "A vacuum of table " + table + " has been running for "
                        + Ages.since(snapshot, activity.queryStart()).toSeconds() + " seconds",
                Figures.ofTable(String.valueOf(progress.schema()), String.valueOf(progress.relation()))
                        .and(
                                "running_seconds",
                                Ages.since(snapshot, activity.queryStart()).toSeconds())
                        .and("phase", progress.phase())
                        .and("done_blocks", progress.done())
                        .and("total_blocks", progress.total())
                        .and("index_rounds", rounds)
                        .and("to_prevent_wraparound", urgent),
                urgent
                        ? "It freezes old rows and does not give way: ALTER TABLE waits for it, and everybody behind"
                                + " that. Let it finish, with all speed."
                        : "Meanwhile the dead rows of the table stay, and a worker is missing elsewhere. A second round"
                                + " over the indexes means that its memory is too small.");
    }
}
