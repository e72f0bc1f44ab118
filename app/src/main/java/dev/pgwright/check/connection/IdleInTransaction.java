package dev.pgwright.check.connection;

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

/** A role whose sessions leave transactions open without doing anything. */
public final class IdleInTransaction implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("idle-in-transaction", Theme.CONNECTION, Impact.HIGH, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<String, List<Activity>> byRole = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> snapshot.server().database().equals(activity.database()))
                .filter(activity -> isIdleInTransaction(activity)
                        && idle(snapshot, activity).compareTo(thresholds.idleInTransaction()) > 0)
                .collect(Collectors.groupingBy(
                        activity -> String.valueOf(activity.role()), TreeMap::new, Collectors.toList()));
        return byRole.entrySet().stream()
                .map(entry -> finding(snapshot, entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see what other roles' sessions do",
                        "GRANT pg_monitor to the role."));
    }

    private static boolean isIdleInTransaction(Activity activity) {
        String state = activity.state();
        return state != null && state.startsWith("idle in transaction");
    }

    private static Duration idle(Snapshot snapshot, Activity activity) {
        return activity.stateChange() == null
                ? Duration.ZERO
                : Duration.between(activity.stateChange(), snapshot.takenAt());
    }

    private static Finding finding(Snapshot snapshot, String role, List<Activity> sessions) {
        Duration longest = sessions.stream()
                .map(activity -> idle(snapshot, activity))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        long xminAge = sessions.stream()
                .flatMap(activity -> Optional.ofNullable(activity.xminAge()).stream())
                .mapToLong(Long::longValue)
                .max()
                .orElse(0);
        List<String> applications = sessions.stream()
                .flatMap(activity -> Optional.ofNullable(activity.applicationName()).stream())
                .distinct()
                .sorted()
                .toList();
        return Finding.of(
                INFO,
                "role " + role,
                longest.compareTo(Duration.ofHours(1)) > 0 ? Impact.HIGH : Impact.MEDIUM,
                "Role " + role + " has transactions open that do nothing, the longest for " + longest.toSeconds()
                        + " seconds",
                Figures.of("role", role)
                        .and("sessions", sessions.size())
                        .and("longest_seconds", longest.toSeconds())
                        .and("applications", applications)
                        .and(
                                "session_pids",
                                sessions.stream().map(Activity::pid).sorted().toList())
                        .and("oldest_snapshot_age", xminAge),
                "An open transaction keeps its locks and its connection, and keeps vacuum from removing rows that died"
                        + " since it began, in every table.");
    }
}
