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
import org.jspecify.annotations.Nullable;

/** A logical slot whose transactions do not fit into memory while they are decoded. */
public final class SpillingSlot implements Check {
    private static final double SHARE = 0.1;

    private static final CheckInfo INFO =
            CheckInfo.of("spilling-slot", Theme.WAL, Impact.MEDIUM, Facts.REPLICATION_SLOT, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .filter(slot -> bytes(slot.spilledBytes()) > thresholds.wal().spilledBytes())
                .filter(slot -> bytes(slot.spilledBytes()) > SHARE * bytes(slot.decodedBytes()))
                .map(slot -> finding(snapshot, slot))
                .toList();
    }

    private static long bytes(@Nullable Long value) {
        return value == null ? 0 : value;
    }

    private static Finding finding(Snapshot snapshot, ReplicationSlot slot) {
        return Finding.of(
                INFO,
                slot.name(),
                Impact.MEDIUM,
                "Replication slot " + slot.name() + " decodes transactions by way of the disk",
                Figures.of("slot", slot.name())
                        .and("spilled_wal_bytes", bytes(slot.spilledBytes()))
                        .and("decoded_wal_bytes", bytes(slot.decodedBytes()))
                        .and(
                                "logical_decoding_work_mem_kb",
                                Math.round(Configured.number(snapshot, "logical_decoding_work_mem", 65_536))),
                "A transaction larger than logical_decoding_work_mem is written to disk and read again before it is sent,"
                        + " which delays the stream and competes with the database for the disk.");
    }
}
