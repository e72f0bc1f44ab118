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
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A table that nobody can use because somebody waits for a strong lock on it. */
public final class LockQueue implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("lock-queue", Theme.CONNECTION, Impact.CRITICAL, Facts.LOCK, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<String, List<Lock>> waiting = snapshot.rows(Facts.LOCK).stream()
                .filter(lock -> !lock.granted() && lock.type().equals("relation") && lock.relation() != null)
                .collect(Collectors.groupingBy(
                        lock -> lock.schema() + "." + lock.relation(), TreeMap::new, Collectors.toList()));
        return waiting.entrySet().stream()
                .flatMap(entry -> finding(snapshot, entry.getKey(), entry.getValue(), thresholds).stream())
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Sessions.unseen(snapshot, INFO);
    }

    private static Optional<Finding> finding(
            Snapshot snapshot, String table, List<Lock> waiting, Thresholds thresholds) {
        return waiting.stream()
                .filter(lock -> lock.mode().equals("AccessExclusiveLock"))
                .filter(lock -> Ages.since(snapshot, lock.waitingSince())
                                .compareTo(thresholds.connection().lockQueue())
                        > 0)
                .max(Comparator.comparing(lock -> Ages.since(snapshot, lock.waitingSince())))
                .map(first -> finding(snapshot, table, first, waiting.size() - 1));
    }

    private static Finding finding(Snapshot snapshot, String table, Lock first, int behind) {
        Duration age = Ages.since(snapshot, first.waitingSince());
        Optional<Activity> waiter = Sessions.find(snapshot, first.pid() == null ? 0 : first.pid());
        List<String> holders = snapshot.rows(Facts.LOCK).stream()
                .filter(lock -> lock.granted() && Objects.equals(lock.relationOid(), first.relationOid()))
                .flatMap(lock -> Sessions.find(snapshot, lock.pid() == null ? 0 : lock.pid()).stream())
                .map(holder -> Sessions.roleOf(holder) + ": " + Sessions.statement(holder))
                .distinct()
                .sorted()
                .toList();
        return Finding.of(
                INFO,
                table,
                behind > 0 ? Impact.CRITICAL : Impact.HIGH,
                "A statement has waited for an exclusive lock on " + table + " for " + age.toSeconds()
                        + " seconds, and " + behind + " more " + (behind == 1 ? "queues" : "queue") + " behind it",
                Figures.of("table", table)
                        .and("waiting_seconds", age.toSeconds())
                        .and("queued", behind)
                        .and("statement", waiter.map(Sessions::statement).orElse(null))
                        .and("held_by", holders),
                "Whoever wants the table now, even to read it, must wait until the one in front has had its lock. Cancel"
                        + " the waiting statement, and the queue is gone at once.");
    }
}
