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
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** WAL that is written faster than it is archived. */
public final class ArchiveBacklog implements Check {
    private static final int BAD_FACTOR = 10;

    private static final CheckInfo INFO =
            CheckInfo.of("archive-backlog", Theme.WAL, Impact.HIGH, Facts.WAL_FOLDER, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        long line = thresholds.wal().readyFiles();
        return Configured.isOff(snapshot, "archive_mode")
                ? List.of()
                : snapshot.rows(Facts.WAL_FOLDER).stream()
                        .map(folder -> folder.archiveReadyFiles() == null ? 0 : folder.archiveReadyFiles())
                        .filter(waiting -> waiting >= line)
                        .map(waiting -> finding(snapshot, waiting, waiting >= line * BAD_FACTOR))
                        .toList();
    }

    private static Finding finding(Snapshot snapshot, long waiting, boolean bad) {
        double segment = Configured.number(snapshot, "wal_segment_size", 16 << 20);
        return Finding.of(
                INFO,
                "archiver",
                bad ? Impact.HIGH : Impact.MEDIUM,
                "WAL files wait to be archived",
                Figures.of("waiting_files", waiting).and("waiting_bytes", Math.round(waiting * segment)),
                "Their contents are not in the archive yet, so they would be lost with this server, and they fill its"
                        + " disk.");
    }
}
