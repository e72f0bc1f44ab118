package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.ReplicationSlot;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A replication slot that may fill the disk. */
public final class SlotWithoutLimit implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("slot-without-limit", Theme.WAL, Impact.LOW, Facts.REPLICATION_SLOT, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<String> slots = snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .filter(slot -> !slot.temporary())
                .map(ReplicationSlot::name)
                .toList();
        boolean limited = Configured.number(snapshot, "max_slot_wal_keep_size", -1) >= 0;
        return limited || slots.isEmpty() ? List.of() : List.of(finding(slots));
    }

    private static Finding finding(List<String> slots) {
        return Finding.of(
                INFO,
                "max_slot_wal_keep_size",
                Impact.LOW,
                "Replication slots may keep WAL without a limit: " + String.join(", ", slots),
                Figures.of("setting", "max_slot_wal_keep_size").and("slots", slots),
                "When a consumer stays away, its slot keeps all WAL until the disk is full, and then the server stops for"
                        + " everybody. With a limit only the consumer is lost.");
    }
}
