package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows that meet a condition on some of a table's pages: on all of them where that is not too many. */
record SampledPart(SampledRows sample, double chance) {
    /** Rows that are fetched, about. */
    private static final double ROWS = 30_000;

    /** More of them say that the statistics knew nothing of the condition. */
    private static final int MOST_ROWS = 300_000;

    /** Pages that are read first. */
    private static final long FIRST_PAGES = 4_000;

    /** Numbers of rows this far off are not worth more reading. */
    private static final double NEAR = 0.04;

    /** Those further off say no more than the statistics. */
    private static final double FAR = 0.1;

    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(2));

    /**
     * Reads them; nothing when the table may not be read now, or they are too few to tell.
     *
     * @param source with a rough number of rows
     */
    static Optional<SampledPart> read(Session session, Slice.Source source) {
        Relation table = source.table();
        double enough = ROWS / Math.max(1, source.rows());
        SampledPart last = null;
        for (double most : new double[] {FIRST_PAGES, source.mostPages()}) {
            double chance = Math.min(1, Math.min(enough, most / Math.max(1, table.pages())));
            if (last == null || last.chance < chance) {
                last = read(session, source, chance);
            }
            if (last == null || last.sample.error(chance) < NEAR) {
                break;
            }
        }
        return last != null && last.tells() ? Optional.of(last) : Optional.empty();
    }

    private boolean tells() {
        return chance == 1 || (sample.size() > 0 && sample.error(chance) < FAR);
    }

    private static @Nullable SampledPart read(Session session, Slice.Source source, double chance) {
        String sql = SampleSql.pages(source.table(), source.all(), 100 * chance) + " WHERE " + source.condition()
                + " LIMIT " + MOST_ROWS;
        List<String> names = source.all().stream().map(Column::name).toList();
        try {
            SampledRows rows = session.read(LIMITS, connection -> SampledRows.read(connection, sql, names));
            return rows.size() == MOST_ROWS ? null : new SampledPart(rows, chance);
        } catch (PgwrightException e) {
            return null; // the statistics have to do
        }
    }

    /** How many rows of the table meet the condition. */
    double rows() {
        return sample.size() / chance;
    }
}
