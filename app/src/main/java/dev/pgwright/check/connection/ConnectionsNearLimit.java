package dev.pgwright.check.connection;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Activity;
import dev.pgwright.snapshot.Database;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A server or database that will soon refuse connections. */
public final class ConnectionsNearLimit implements Check {
    private static final double NEARLY_FULL = 0.95;

    private static final CheckInfo INFO = CheckInfo.of(
            "connections-near-limit", Theme.CONNECTION, Impact.CRITICAL, Facts.ACTIVITY, Facts.SETTING, Facts.DATABASE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<Finding> findings = new ArrayList<>();
        long reserved = setting(snapshot, "superuser_reserved_connections") + setting(snapshot, "reserved_connections");
        long limit = setting(snapshot, "max_connections") - reserved;
        finding(snapshot, "max_connections", limit, activity -> true, thresholds)
                .ifPresent(findings::add);
        snapshot.rows(Facts.DATABASE).stream()
                .filter(database -> database.current() && database.connectionLimit() > 0)
                .flatMap(database -> ofDatabase(snapshot, database, thresholds).stream())
                .forEach(findings::add);
        return findings;
    }

    private static Optional<Finding> ofDatabase(Snapshot snapshot, Database database, Thresholds thresholds) {
        return finding(
                snapshot,
                database.name(),
                database.connectionLimit(),
                activity -> database.name().equals(activity.database()),
                thresholds);
    }

    private static Optional<Finding> finding(
            Snapshot snapshot, String object, long limit, Predicate<Activity> counted, Thresholds thresholds) {
        List<Activity> sessions = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(ConnectionsNearLimit::isSession)
                .filter(counted)
                .toList();
        long used = sessions.size() + 1L; // the session that reads is not in the list
        if (limit <= 0 || used < limit * thresholds.connectionShare()) {
            return Optional.empty();
        }
        long idle = sessions.stream()
                .filter(activity -> "idle".equals(activity.state()))
                .count();
        return Optional.of(Finding.of(
                INFO,
                object,
                used >= limit * NEARLY_FULL ? Impact.CRITICAL : Impact.HIGH,
                used + " of " + limit + " connections are in use ("
                        + (object.equals("max_connections") ? "server" : "database " + object) + ")",
                Figures.of("connections", used).and("limit", limit).and("idle", idle),
                "When the limit is reached the server refuses every further connection, so the application fails. Ask"
                        + " what holds them before raising the limit: mostly a pool too large, or none."));
    }

    /** Parallel workers and the server's own processes do not count; where the kind is hidden, a role is not. */
    private static boolean isSession(Activity activity) {
        String type = activity.backendType();
        return type == null ? activity.role() != null : type.equals("client backend");
    }

    private static long setting(Snapshot snapshot, String name) {
        return snapshot.setting(name)
                .flatMap(setting -> Optional.ofNullable(setting.resetValue()))
                .map(Long::parseLong)
                .orElse(0L);
    }
}
