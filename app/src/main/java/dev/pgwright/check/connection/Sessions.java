package dev.pgwright.check.connection;

import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Skipped;
import dev.pgwright.snapshot.Activity;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Literals;
import dev.pgwright.snapshot.Snapshot;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Sessions of clients in the database that the snapshot is of. */
final class Sessions {
    /** Work that takes its time by nature; as the first word of a statement. */
    private static final Set<String> UPKEEP = Set.of("vacuum", "analyze", "reindex", "cluster", "repack", "copy");

    private Sessions() {}

    static Stream<Activity> ofClients(Snapshot snapshot) {
        return snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> snapshot.server().database().equals(activity.database()))
                .filter(Sessions::isClient);
    }

    /** Parallel workers and the server's own processes do not count; where the kind is hidden, a role is not. */
    static boolean isClient(Activity activity) {
        String type = activity.backendType();
        return type == null ? activity.role() != null : type.equals("client backend");
    }

    static boolean isActive(Activity activity) {
        return "active".equals(activity.state());
    }

    /** A dump, a vacuum, an index build: long on purpose, and with other limits than an application. */
    static boolean isUpkeep(Activity activity) {
        String text = String.valueOf(activity.query()).strip().toLowerCase(Locale.ROOT);
        String application = String.valueOf(activity.applicationName());
        return UPKEEP.contains(text.split("\\W", 2)[0])
                || text.startsWith("create index")
                || text.startsWith("create unique index")
                || text.startsWith("refresh materialized")
                || application.startsWith("pg_dump")
                || application.startsWith("pg_restore")
                || application.startsWith("pg_repack");
    }

    /** Nothing found means little when the role sees its own sessions alone. */
    static Optional<Skipped> unseen(Snapshot snapshot, CheckInfo check) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(check.skipped(
                        "The role " + snapshot.server().role() + " does not see what other roles' sessions do",
                        "GRANT pg_monitor to the role."));
    }

    static Optional<Activity> find(Snapshot snapshot, long pid) {
        return snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> activity.pid() == pid)
                .findFirst();
    }

    static String roleOf(Activity activity) {
        return String.valueOf(activity.role());
    }

    /** The beginning of a session's statement, on one line, without its values: a password may be among them. */
    static String statement(Activity activity) {
        String text = Literals.masked(String.valueOf(activity.query()))
                .replaceAll("\\s+", " ")
                .strip();
        return text.length() <= 120 ? text : text.substring(0, 119) + "…";
    }
}
