package dev.pgwright.check.wal;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Archiver;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.time.Instant;
import java.util.List;

/** WAL that cannot be archived. */
public final class ArchivingFails implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("archiving-fails", Theme.WAL, Impact.CRITICAL, Facts.ARCHIVER, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return Configured.isOff(snapshot, "archive_mode")
                ? List.of()
                : snapshot.rows(Facts.ARCHIVER).stream()
                        .filter(ArchivingFails::fails)
                        .map(archiver -> finding(snapshot, archiver))
                        .toList();
    }

    /** A failure that a later success made good is over. */
    private static boolean fails(Archiver archiver) {
        Instant failed = archiver.lastFailedTime();
        Instant archived = archiver.lastArchivedTime();
        return failed != null && (archived == null || failed.isAfter(archived));
    }

    private static Finding finding(Snapshot snapshot, Archiver archiver) {
        return Finding.of(
                INFO,
                "archiver",
                Impact.CRITICAL,
                "WAL cannot be archived: the last attempt failed and none has succeeded since",
                Figures.of("failed_calls", archiver.failed())
                        .and(
                                "since_last_success_seconds",
                                archiver.lastArchivedTime() == null
                                        ? null
                                        : Ages.since(snapshot, archiver.lastArchivedTime())
                                                .toSeconds())
                        .and(
                                "since_failure_seconds",
                                Ages.since(snapshot, archiver.lastFailedTime()).toSeconds()),
                "What was written since cannot be restored from the archive. The files stay in pg_wal until the disk is"
                        + " full, and then the server stops.");
    }
}
