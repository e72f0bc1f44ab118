package dev.pgwright.check.connection;

import dev.pgwright.snapshot.DatabaseStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** Counters of the database that the snapshot is of. */
final class Counters {
    private Counters() {}

    static Optional<DatabaseStatistics> ofDatabase(Snapshot snapshot) {
        String database = snapshot.server().database();
        return snapshot.rows(Facts.DATABASE_STATISTICS).stream()
                .filter(statistics -> database.equals(statistics.database()))
                .findFirst();
    }

    /** A share in percent with one decimal. */
    static double percent(double share) {
        return Math.round(share * 1000) / 10.0;
    }
}
