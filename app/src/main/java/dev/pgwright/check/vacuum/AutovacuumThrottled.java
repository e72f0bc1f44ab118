package dev.pgwright.check.vacuum;

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

/** Autovacuum that may write so little that it cannot keep up. */
public final class AutovacuumThrottled implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("autovacuum-throttled", Theme.VACUUM, Impact.MEDIUM, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        double bytes = bytesInSecond(snapshot);
        return bytes >= thresholds.vacuum().slowestBytes() ? List.of() : List.of(finding(snapshot, bytes));
    }

    /** Each page that is made dirty costs so much; after so much cost it sleeps (vacuum.c, vacuum_delay_point). */
    private static double bytesInSecond(Snapshot snapshot) {
        double delay = ownOrGeneral(snapshot, "vacuum_cost_delay", 2);
        double limit = ownOrGeneral(snapshot, "vacuum_cost_limit", 200);
        double dirty = Configured.number(snapshot, "vacuum_cost_page_dirty", 20);
        return delay <= 0 || dirty <= 0
                ? Double.MAX_VALUE
                : 1000 / delay * limit / dirty * snapshot.server().blockSizeBytes();
    }

    private static double ownOrGeneral(Snapshot snapshot, String name, double otherwise) {
        double own = Configured.number(snapshot, "autovacuum_" + name, -1);
        return own >= 0 ? own : Configured.number(snapshot, name, otherwise);
    }

    private static Finding finding(Snapshot snapshot, double bytes) {
        double megabytes = Math.round(bytes / (1 << 20) * 10) / 10.0;
        return Finding.of(
                INFO,
                "autovacuum",
                Impact.MEDIUM,
                "Autovacuum may write " + megabytes + " MB in a second, for all its workers together",
                Figures.of("megabytes_in_second", megabytes)
                        .and("cost_delay_setting", ownOrGeneral(snapshot, "vacuum_cost_delay", 2))
                        .and("cost_limit_setting", ownOrGeneral(snapshot, "vacuum_cost_limit", 200))
                        .and("workers", Math.round(Configured.number(snapshot, "autovacuum_max_workers", 3))),
                "A table of 10 GB takes it longer than "
                        + Math.round(10 * 1024 / Math.max(megabytes, 0.1) / 60)
                        + " minutes, and more workers share the same budget. Behind it dead rows pile up.");
    }
}
