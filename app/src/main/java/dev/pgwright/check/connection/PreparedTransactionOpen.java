package dev.pgwright.check.connection;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.PreparedTransaction;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.List;

/** A two-phase transaction that nobody finishes. */
public final class PreparedTransactionOpen implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("prepared-transaction-open", Theme.CONNECTION, Impact.CRITICAL, Facts.PREPARED_TRANSACTION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.rows(Facts.PREPARED_TRANSACTION).stream()
                .filter(prepared -> snapshot.server().database().equals(prepared.database()))
                .filter(prepared -> Ages.since(snapshot, prepared.prepared())
                                .compareTo(thresholds.connection().prepared())
                        > 0)
                .map(prepared -> finding(snapshot, prepared))
                .toList();
    }

    private static Finding finding(Snapshot snapshot, PreparedTransaction prepared) {
        Duration age = Ages.since(snapshot, prepared.prepared());
        return Finding.of(
                INFO,
                prepared.gid(),
                age.compareTo(Duration.ofDays(1)) > 0 ? Impact.CRITICAL : Impact.HIGH,
                "Prepared transaction " + prepared.gid() + " has been waiting to be finished for " + age.toSeconds()
                        + " seconds",
                Figures.of("gid", prepared.gid())
                        .and("owner", prepared.owner())
                        .and("prepared_seconds", age.toSeconds())
                        .and("transaction_age", prepared.xidAge()),
                "It keeps its locks and holds vacuum back in every table. It belongs to no session: neither a restart"
                        + " nor the end of the application makes it go away.");
    }
}
