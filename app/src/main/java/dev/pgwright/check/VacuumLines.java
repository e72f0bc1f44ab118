package dev.pgwright.check;

import java.time.Duration;

/**
 * Lines of vacuum, freezing and bloat.
 *
 * @param wraparoundShare share of the two billion transactions that a database may be behind, 0 to 1
 * @param multixactShare the same of multixacts
 * @param horizonAge transactions that somebody may hold vacuum back for
 * @param horizonTime how long a session or prepared transaction may hold it back
 * @param slowestBytes bytes in a second that autovacuum must be allowed to write
 * @param updates updates of a table from which shares mean something
 * @param newPageShare share of updates that had to move the row to another page, 0 to 1
 * @param lateRows dead rows at which autovacuum must have come
 * @param longVacuum how long a vacuum of one table may run
 * @param bloatShare empty share of a table or index, 0 to 1
 * @param bloatedTableBytes smaller empty parts of a table are not worth a rewrite
 * @param bloatedIndexBytes smaller empty parts of an index are not worth a rebuild
 * @param statisticsAge how long counters must have counted before they say that autovacuum does not come
 */
public record VacuumLines(
        double wraparoundShare,
        double multixactShare,
        long horizonAge,
        Duration horizonTime,
        long slowestBytes,
        long updates,
        double newPageShare,
        long lateRows,
        Duration longVacuum,
        double bloatShare,
        long bloatedTableBytes,
        long bloatedIndexBytes,
        Duration statisticsAge) {
    /** The profile {@code general}. */
    static VacuumLines general() {
        return new VacuumLines(
                0.5,
                0.5,
                10_000_000,
                Duration.ofDays(1),
                8L << 20,
                10_000,
                0.2,
                2_000_000,
                Duration.ofHours(3),
                0.4,
                50L << 20,
                20L << 20,
                Duration.ofDays(1));
    }
}
