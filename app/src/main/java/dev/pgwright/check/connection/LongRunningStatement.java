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

/** A role whose statements run for very long. */
public final class LongRunningStatement implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("long-running-statement", Theme.CONNECTION, Impact.HIGH, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Duration longest = thresholds.connection().longStatement();
        Map<String, List<Activity>> byRole = Sessions.ofClients(snapshot)
                .filter(Sessions::isActive)
                .filter(activity -> !Sessions.isUpkeep(activity))
                .filter(activity -> Ages.since(snapshot, activity.queryStart()).compareTo(longest) > 0)
                .collect(Collectors.groupingBy(Sessions::roleOf, TreeMap::new, Collectors.toList()));
        return byRole.entrySet().stream()
                .map(entry -> finding(snapshot, entry.getKey(), entry.getValue(), thresholds))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Sessions.unseen(snapshot, INFO);
    }

    private static Finding finding(Snapshot snapshot, String role, List<Activity> sessions, Thresholds thresholds) {
        Comparator<Activity> byStart = Comparator.comparing(activity -> Ages.since(snapshot, activity.queryStart()));
        Activity oldest = sessions.stream().max(byStart).orElseThrow();
        Duration age = Ages.since(snapshot, oldest.queryStart());
        Duration bad = thresholds.connection().longStatement().multipliedBy(12);
        return Finding.of(
                INFO,
                "role " + role,
                age.compareTo(bad) > 0 ? Impact.HIGH : Impact.MEDIUM,
                "A statement of role " + role + " has been running for " + age.toSeconds() + " seconds",
                Figures.of("role", role)
                        .and("statements", sessions.size())
                        .and("longest_seconds", age.toSeconds())
                        .and("statement", Sessions.statement(oldest))
                        .and("application", oldest.applicationName())
                        .and("waits_for", oldest.waitEventType())
                        .and(
                                "session_pids",
                                sessions.stream().map(Activity::pid).sorted().toList()),
                "It holds its connection and its locks, and keeps vacuum from removing rows that died since it began."
                        + " Somebody who waited for its answer has most likely given up.");
    }
}
