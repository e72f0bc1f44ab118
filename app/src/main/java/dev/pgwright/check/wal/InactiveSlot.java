package dev.pgwright.check.wal;

import dev.pgwright.check.Ages;
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

/** A replication slot that keeps WAL for a consumer that does not come. */
public final class InactiveSlot implements Check {
    private static final CheckInfo INFO = CheckInfo.of("inactive-slot", Theme.WAL, Impact.HIGH, Facts.REPLICATION_SLOT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .filter(slot -> !slot.active() && !slot.temporary() && slot.retainedBytes() != null)
                .filter(slot -> !LostSlot.isLost(slot))
                .filter(slot -> retained(slot) >= thresholds.wal().slotBytes() || isOld(snapshot, slot, thresholds))
                .map(slot -> finding(snapshot, slot, thresholds))
                .toList();
    }

    private static long retained(ReplicationSlot slot) {
        return slot.retainedBytes() == null ? 0 : slot.retainedBytes();
    }

    private static boolean isOld(Snapshot snapshot, ReplicationSlot slot, Thresholds thresholds) {
        return Ages.since(snapshot, slot.inactiveSince())
                        .compareTo(thresholds.wal().slotIdle())
                > 0;
    }

    private static Finding finding(Snapshot snapshot, ReplicationSlot slot, Thresholds thresholds) {
        return Finding.of(
                INFO,
                slot.name(),
                retained(slot) >= thresholds.wal().slotBytes() ? Impact.HIGH : Impact.MEDIUM,
                "Replication slot " + slot.name() + " has no consumer and keeps WAL for it",
                Figures.of("slot", slot.name())
                        .and("type", slot.type())
                        .and("plugin", slot.plugin())
                        .and("retained_wal_bytes", retained(slot))
                        .and(
                                "inactive_seconds",
                                slot.inactiveSince() == null
                                        ? null
                                        : Ages.since(snapshot, slot.inactiveSince())
                                                .toSeconds())
                        .and("catalog_transaction_age", slot.catalogXminAge()),
                "It keeps everything that was written since its consumer was last here, until the disk is full. A logical"
                        + " slot also keeps vacuum from cleaning up the catalogs.");
    }
}
