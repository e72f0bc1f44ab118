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
import dev.pgwright.snapshot.Blocking;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A session that keeps others waiting for a lock, with nobody before it to wait for. */
public final class BlockingSession implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("blocking-session", Theme.CONNECTION, Impact.CRITICAL, Facts.BLOCKING, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<Blocking> all = snapshot.rows(Facts.BLOCKING);
        Set<Integer> waiting = all.stream().map(Blocking::blockedPid).collect(Collectors.toSet());
        return all.stream()
                .map(Blocking::blockingPid)
                .filter(pid -> pid != 0 && !waiting.contains(pid)) // a prepared transaction has a check of its own
                .distinct()
                .sorted()
                .flatMap(pid -> finding(snapshot, pid, behind(all, pid), thresholds).stream())
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Sessions.unseen(snapshot, INFO);
    }

    /** Everybody who waits for a session, for one who waits for it, and so on. */
    private static List<Blocking> behind(List<Blocking> all, int root) {
        Set<Integer> holders = new HashSet<>(Set.of(root));
        List<Blocking> found = new ArrayList<>();
        boolean grown = true;
        while (grown) {
            List<Blocking> next = all.stream()
                    .filter(pair -> holders.contains(pair.blockingPid()) && !found.contains(pair))
                    .toList();
            found.addAll(next);
            grown = !next.isEmpty();
            next.forEach(pair -> holders.add(pair.blockedPid()));
        }
        return found;
    }

    private static Optional<Finding> finding(Snapshot snapshot, int pid, List<Blocking> behind, Thresholds thresholds) {
        Duration longest = behind.stream()
                .map(pair -> Ages.since(snapshot, pair.waitingSince()))
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        long waiting = behind.stream().map(Blocking::blockedPid).distinct().count();
        boolean many = waiting >= thresholds.connection().blocked();
        if (!many && longest.compareTo(thresholds.connection().blocking()) <= 0) {
            return Optional.empty();
        }
        Optional<Activity> holder = Sessions.find(snapshot, pid);
        String role = holder.map(Sessions::roleOf).orElse("another database");
        return Optional.of(Finding.of(
                INFO,
                "session of " + role,
                many ? Impact.CRITICAL : Impact.HIGH,
                "A session of " + role + " keeps " + waiting + (waiting == 1 ? " other" : " others")
                        + " waiting for a lock, the longest for " + longest.toSeconds() + " seconds",
                Figures.of("blocking_pids", List.of(pid))
                        .and("waiting_sessions", waiting)
                        .and("longest_seconds", longest.toSeconds())
                        .and("state", holder.map(Activity::state).orElse(null))
                        .and("statement", holder.map(Sessions::statement).orElse(null))
                        .and(
                                "application",
                                holder.map(Activity::applicationName).orElse(null)),
                "Everybody behind it stands still with a connection in hand; when the pool runs out of them, the whole"
                        + " application does. It waits for nobody itself, so it is the one to look at."));
    }
}
