package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Database;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/**
 * A database that comes close to the end of its multixacts, the names of groups of transactions that lock the same
 * row.
 */
public final class MultixactWraparound implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("multixact-wraparound", Theme.VACUUM, Impact.CRITICAL, Facts.DATABASE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        double line = thresholds.vacuum().multixactShare();
        return Wraparound.findings(snapshot, INFO, Database::minMultixactAge, "multixacts", line);
    }
}
