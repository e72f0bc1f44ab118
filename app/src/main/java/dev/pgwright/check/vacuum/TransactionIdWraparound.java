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

/** A database that comes close to the end of its transaction IDs. */
public final class TransactionIdWraparound implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("transaction-id-wraparound", Theme.VACUUM, Impact.CRITICAL, Facts.DATABASE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        double line = thresholds.vacuum().wraparoundShare();
        return Wraparound.findings(snapshot, INFO, Database::frozenXidAge, "transaction IDs", line);
    }
}
