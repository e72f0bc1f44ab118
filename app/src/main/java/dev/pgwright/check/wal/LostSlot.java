package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.ReplicationSlot;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A replication slot whose WAL is gone. */
public final class LostSlot implements Check {
    private static final CheckInfo INFO = CheckInfo.of("lost-slot", Theme.WAL, Impact.CRITICAL, Facts.REPLICATION_SLOT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .filter(slot -> isLost(slot) || "unreserved".equals(slot.walStatus()))
                .map(LostSlot::finding)
                .toList();
    }

    static boolean isLost(ReplicationSlot slot) {
        return "lost".equals(slot.walStatus()) || slot.invalidationReason() != null;
    }

    private static Finding finding(ReplicationSlot slot) {
        boolean lost = isLost(slot);
        return Finding.of(
                INFO,
                slot.name(),
                lost ? Impact.HIGH : Impact.CRITICAL,
                "Replication slot " + slot.name()
                        + (lost ? " has lost its WAL" : " will lose its WAL at the next checkpoint"),
                Figures.of("slot", slot.name())
                        .and("type", slot.type())
                        .and("wal_status", slot.walStatus())
                        .and("reason", slot.invalidationReason()),
                lost
                        ? "Its consumer cannot go on from where it was: it must be set up anew, with a fresh copy of"
                                + " the data. Meanwhile it misses every change."
                        : "More WAL waits for its consumer than max_slot_wal_keep_size allows. If it does not catch"
                                + " up at once it must be set up anew.");
    }
}
