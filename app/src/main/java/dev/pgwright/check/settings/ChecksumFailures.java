package dev.pgwright.check.settings;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.DatabaseStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Pages that came back from the disk other than they were written. */
public final class ChecksumFailures implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("checksum-failures", Theme.SETTINGS, Impact.CRITICAL, Facts.DATABASE_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.DATABASE_STATISTICS).stream()
                .filter(counters -> counters.checksumFailures() != null && counters.checksumFailures() > 0)
                .map(counters -> finding(snapshot, counters))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        boolean counted = snapshot.rows(Facts.DATABASE_STATISTICS).stream()
                .anyMatch(counters -> counters.checksumFailures() != null);
        return counted
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The server writes pages without checksums",
                        "Switch them on with pg_checksums --enable while the server is stopped."));
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics counters) {
        String name = counters.database() == null ? "shared catalogs" : counters.database();
        return Finding.of(
                INFO,
                name,
                Impact.CRITICAL,
                "Pages of " + name + " came back from the disk damaged",
                Figures.of("database", name)
                        .and("failures", counters.checksumFailures())
                        .and(
                                "since_last_failure_seconds",
                                Ages.since(snapshot, counters.lastChecksumFailure())
                                        .toSeconds()),
                "Data is lost, and the disk, its controller or the memory is to blame: more will follow. Backups made"
                        + " since may hold the damage.");
    }
}
