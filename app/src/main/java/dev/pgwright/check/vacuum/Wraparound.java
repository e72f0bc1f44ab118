package dev.pgwright.check.vacuum;

import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.snapshot.Database;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Ages as a share of what the server's 32-bit counters allow (access/transam.h, varsup.c: SetTransactionIdLimit). */
final class Wraparound {
    private static final double LIMIT = 2_147_483_648.0;
    /** Beyond this the rest is a matter of days on a busy server. */
    private static final double CRITICAL_SHARE = 0.8;

    private Wraparound() {}

    /** This database from the line on, and every other one from where it endangers the whole server. */
    static List<Finding> findings(
            Snapshot snapshot, CheckInfo check, ToLongFunction<Database> age, String counter, double line) {
        return snapshot.rows(Facts.DATABASE).stream()
                .filter(database -> age.applyAsLong(database) / LIMIT > (database.current() ? line : CRITICAL_SHARE))
                .map(database -> finding(check, database, age.applyAsLong(database), counter))
                .toList();
    }

    private static Finding finding(CheckInfo check, Database database, long age, String counter) {
        double percent = Math.round(age / LIMIT * 1000) / 10.0;
        return Finding.of(
                check,
                database.name(),
                percent >= CRITICAL_SHARE * 100 ? Impact.CRITICAL : Impact.HIGH,
                "Database " + database.name() + " has used up " + String.format(Locale.ROOT, "%.1f %%", percent)
                        + " of its " + counter,
                Figures.of("database", database.name()).and("oldest_age", age).and("used_percent", percent),
                "At the end of them the whole server refuses writes, to protect old rows from becoming invisible, until"
                        + " the old ones are frozen. Autovacuum prevents that when nothing holds it back.");
    }
}
