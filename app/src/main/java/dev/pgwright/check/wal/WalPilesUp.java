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
import dev.pgwright.snapshot.WalFolder;
import java.util.List;

/** A WAL folder much larger than checkpoints leave it. */
public final class WalPilesUp implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("wal-piles-up", Theme.WAL, Impact.HIGH, Facts.WAL_FOLDER, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        double expected = expected(snapshot);
        return snapshot.rows(Facts.WAL_FOLDER).stream()
                .filter(folder -> folder.bytes() > expected * thresholds.wal().folderFactor())
                .map(folder -> finding(snapshot, folder, expected))
                .toList();
    }

    /** What checkpoints and wal_keep_size leave there; both settings count megabytes. */
    private static double expected(Snapshot snapshot) {
        double megabytes =
                Configured.number(snapshot, "max_wal_size", 1024) + Configured.number(snapshot, "wal_keep_size", 0);
        return megabytes * (1 << 20);
    }

    private static Finding finding(Snapshot snapshot, WalFolder folder, double expected) {
        List<String> slots = snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .filter(slot -> slot.retainedBytes() != null && slot.retainedBytes() > expected)
                .map(ReplicationSlot::name)
                .toList();
        return Finding.of(
                INFO,
                "pg_wal",
                Impact.HIGH,
                "The WAL folder is many times as large as max_wal_size allows for",
                Figures.of("folder_wal_bytes", folder.bytes())
                        .and("expected_bytes", Math.round(expected))
                        .and("kept_by_slots", slots),
                "Something keeps old WAL: a replication slot without a consumer, an archive that fails, or writes that"
                        + " outrun checkpoints. When the disk is full the server stops.");
    }
}
