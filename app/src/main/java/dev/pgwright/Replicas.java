package dev.pgwright;

import dev.pgwright.advice.workflow.UnusedIndexes;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The standbys of a primary, each asked once: index use is counted on every server for itself. */
final class Replicas {
    private Replicas() {}

    /**
     * The primary, then its replicas.
     *
     * @throws PgwrightException USAGE for a server that is no standby of this primary, or that was given before: the
     *     standby that was meant would go unasked
     */
    static List<UnusedIndexes.Node> nodes(Target primary, Snapshot snapshot, List<Target> replicas, Progress progress) {
        List<UnusedIndexes.Node> nodes = new ArrayList<>();
        nodes.add(new UnusedIndexes.Node("the primary", snapshot));
        if (replicas.isEmpty()) {
            return nodes;
        }
        String system;
        try (Session session = Session.open(primary)) {
            system = systemIdentifier(session);
        }
        Set<Instant> started = new HashSet<>();
        for (Target replica : replicas) {
            progress.report("reading replica " + replica.describe());
            try (Session session = Session.open(replica)) {
                Snapshot there = SnapshotReader.read(session, List.of(Facts.INDEX, Facts.INDEX_STATISTICS));
                if (!session.isStandby() || !systemIdentifier(session).equals(system)) {
                    throw refused(replica, "is no standby of this primary");
                }
                if (!started.add(there.server().startTime())) { // of one server, whatever names it has
                    throw refused(replica, "was given before");
                }
                nodes.add(new UnusedIndexes.Node(replica.describe(), there));
            }
        }
        return nodes;
    }

    private static PgwrightException refused(Target replica, String why) {
        return new PgwrightException(
                ErrorCode.USAGE,
                "The server at " + replica.describe() + " " + why,
                "Give each standby once with --replica, by its own address.");
    }

    /** What initdb gave the cluster, and its copies share (xlog.c). */
    private static String systemIdentifier(Session session) {
        return session.read(connection -> {
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("SELECT system_identifier FROM pg_control_system()")) {
                row.next();
                return String.valueOf(row.getString(1));
            }
        });
    }
}
