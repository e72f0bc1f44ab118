package dev.pgwright.batch.score;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;

/** Hears of changes; connects again when the connection is lost, and then takes everything for changed. */
final class ChangeListener implements AutoCloseable {
    /** What changed: users by id, or anything. */
    record Heard(Set<String> users, boolean everything) {
        Heard {
            users = Set.copyOf(users);
        }
    }

    private final Target target;
    private final ScoreSpec spec;
    private @Nullable WriteSession session;
    private volatile boolean triggers;
    private boolean lost;

    private ChangeListener(Target target, ScoreSpec spec) {
        this.target = target;
        this.spec = spec;
    }

    static ChangeListener open(Target target, ScoreSpec spec) {
        ChangeListener listener = new ChangeListener(target, spec);
        listener.session();
        return listener;
    }

    /** LISTEN holds for a session, so it is one that no pooler shares. */
    private WriteSession session() {
        WriteSession open = session;
        if (open == null) {
            open = WriteSession.open(target);
            try {
                open.execute("LISTEN " + Identifiers.quote(ChangeTriggers.channel(spec)));
                triggers = ChangeTriggers.exist(open.connection(), spec);
            } catch (SQLException e) {
                open.close();
                throw WriteSession.error(target, e);
            }
            session = open;
        }
        return open;
    }

    boolean hasTriggers() {
        return triggers;
    }

    /** What comes within the time. */
    Heard hear(Duration atMost) {
        boolean everything = lost;
        Set<String> users = new TreeSet<>();
        try {
            PGConnection driver = session().connection().unwrap(PGConnection.class);
            PGNotification[] all = driver.getNotifications((int) Math.max(1, atMost.toMillis()));
            for (PGNotification one : all == null ? new PGNotification[0] : all) {
                String payload = one.getParameter();
                if (payload.startsWith("u")) {
                    users.add(payload.substring(1));
                } else {
                    everything = true;
                }
            }
            lost = false;
            return new Heard(users, everything);
        } catch (SQLException e) {
            lost = true;
            close();
            throw WriteSession.error(target, e);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
            session = null;
        }
    }
}
