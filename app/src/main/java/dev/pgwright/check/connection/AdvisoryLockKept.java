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
import dev.pgwright.snapshot.Lock;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A session that took an advisory lock and forgot it. */
public final class AdvisoryLockKept implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("advisory-lock-kept", Theme.CONNECTION, Impact.MEDIUM, Facts.LOCK, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<Integer, Long> held = snapshot.rows(Facts.LOCK).stream()
                .filter(lock -> lock.granted() && lock.type().equals("advisory") && lock.pid() != null)
                .collect(Collectors.groupingBy(Lock::pid, TreeMap::new, Collectors.counting()));
        long waiting = snapshot.rows(Facts.LOCK).stream()
                .filter(lock -> !lock.granted() && lock.type().equals("advisory"))
                .count();
        Duration longest = thresholds.connection().advisoryLock();
        return Sessions.ofClients(snapshot)
                .filter(activity -> "idle".equals(activity.state()) && held.containsKey(activity.pid()))
                .filter(activity -> Ages.since(snapshot, activity.stateChange()).compareTo(longest) > 0)
                .collect(Collectors.groupingBy(Sessions::roleOf, TreeMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .map(entry -> finding(snapshot, entry.getKey(), entry.getValue(), waiting))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Sessions.unseen(snapshot, INFO);
    }

    private static Finding finding(Snapshot snapshot, String role, List<Activity> sessions, long waiting) {
        Duration longest = sessions.stream()
                .map(activity -> Ages.since(snapshot, activity.stateChange()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        return Finding.of(
                INFO,
                "role " + role,
                waiting > 0 ? Impact.MEDIUM : Impact.LOW,
                "An idle session of role " + role + " has kept an advisory lock for " + longest.toSeconds()
                        + " seconds",
                Figures.of("role", role)
                        .and("sessions", sessions.size())
                        .and("longest_seconds", longest.toSeconds())
                        .and("waiting_sessions", waiting)
                        .and(
                                "session_pids",
                                sessions.stream().map(Activity::pid).sorted().toList()),
                "A lock of a session stays until the session ends, also when the work is long done. Behind a pool in"
                        + " transaction mode nobody can release it any more, because the next statement runs elsewhere.");
    }
}
