package dev.pgwright.check.connection;

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
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A role whose transactions last for very long while they work. */
public final class LongTransaction implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("long-transaction", Theme.CONNECTION, Impact.HIGH, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<String, List<Activity>> byRole = Sessions.ofClients(snapshot)
                .filter(Sessions::isActive)
                .filter(activity -> isLong(snapshot, activity, thresholds))
                .collect(Collectors.groupingBy(Sessions::roleOf, TreeMap::new, Collectors.toList()));
        return byRole.entrySet().stream()
                .map(entry -> finding(snapshot, entry.getKey(), entry.getValue()))
                .toList();
    }

    /** One that sits idle and one that is a single statement have checks of their own. */
    private static boolean isLong(Snapshot snapshot, Activity activity, Thresholds thresholds) {
        Duration age = Ages.since(snapshot, activity.transactionStart());
        Duration statement = Ages.since(snapshot, activity.queryStart());
        boolean one = !Sessions.isUpkeep(activity)
                && statement.compareTo(thresholds.connection().longStatement()) > 0;
        return !one && age.compareTo(thresholds.connection().longTransaction()) > 0;
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Sessions.unseen(snapshot, INFO);
    }

    private static Finding finding(Snapshot snapshot, String role, List<Activity> sessions) {
        Duration longest = sessions.stream()
                .map(activity -> Ages.since(snapshot, activity.transactionStart()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return Finding.of(
                INFO,
                "role " + role,
                longest.compareTo(Duration.ofDays(1)) > 0 ? Impact.HIGH : Impact.MEDIUM,
                "A transaction of role " + role + " has been open for " + longest.toSeconds() + " seconds",
                Figures.of("role", role)
                        .and("transactions", sessions.size())
                        .and("longest_seconds", longest.toSeconds())
                        .and(
                                "session_pids",
                                sessions.stream().map(Activity::pid).sorted().toList()),
                "It keeps every lock that it took, and keeps vacuum from removing rows that died since it began, in"
                        + " every table.");
    }
}
