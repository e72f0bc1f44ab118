package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Replication;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** A standby or other receiver that does not keep up. */
public final class StandbyLag implements Check {
    private static final int BAD_FACTOR = 10;

    private static final CheckInfo INFO = CheckInfo.of("standby-lag", Theme.WAL, Impact.HIGH, Facts.REPLICATION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.REPLICATION).stream()
                .filter(standby -> lag(standby) > thresholds.wal().lagBytes())
                .map(standby -> finding(standby, thresholds))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see how far receivers of WAL are",
                        "GRANT pg_monitor to the role."));
    }

    /** A base backup replays nothing. */
    private static long lag(Replication standby) {
        boolean backup = "backup".equals(standby.state());
        return standby.replayLagBytes() == null || backup ? 0 : standby.replayLagBytes();
    }

    private static Finding finding(Replication standby, Thresholds thresholds) {
        String name = String.valueOf(standby.applicationName());
        return Finding.of(
                INFO,
                "receiver " + name,
                lag(standby) > thresholds.wal().lagBytes() * BAD_FACTOR ? Impact.HIGH : Impact.MEDIUM,
                "Receiver " + name + " is behind with replaying WAL",
                Figures.of("receiver", name)
                        .and("address", standby.clientAddress())
                        .and("state", standby.state())
                        .and("synchronous", standby.syncState())
                        .and("not_sent_wal_bytes", standby.sentLagBytes())
                        .and("not_flushed_wal_bytes", standby.flushLagBytes())
                        .and("not_replayed_wal_bytes", standby.replayLagBytes())
                        .and("replay_lag_ms", standby.replayLagMs()),
                "Reads there are out of date by as much, a fail-over would lose or wait for it, and this server keeps the"
                        + " WAL meanwhile. What is not sent is the network's, what is not replayed the receiver's.");
    }
}
