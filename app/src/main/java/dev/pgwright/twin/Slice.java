package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.twin.DistinctEstimates.Group;
import dev.pgwright.twin.DistinctEstimates.Seen;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All rows of some values, instead of some rows of all: the values of certain columns whose hash ends in zeros, as
 * distinct values are sampled by Gibbons (VLDB 2001). Every combination of those columns with others is there with all
 * its rows, wherever in the table they lie, which a few pages drawn by chance seldom show. It reads as many pages as
 * ANALYZE does at most: of a larger table pages drawn by chance again, but many more than at first.
 */
final class Slice {
    /** Rows that are fetched, as for a sample of pages. */
    static final double ROWS = 30_000;

    /** So many values make a slice that is like the others. */
    private static final double ENOUGH = 60;

    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(3));

    private final Set<String> columns;
    private final SampledRows rows;
    private final double slices;
    private final double part;

    private Slice(Set<String> columns, SampledRows rows, double slices, double part) {
        this.columns = columns;
        this.rows = rows;
        this.slices = slices;
        this.part = part;
    }

    /**
     * What is cut.
     *
     * @param all its columns
     * @param rows of it that meet the condition
     * @param condition as SQL, empty for the whole table
     * @param mostPages of the table that may be read
     */
    record Source(Relation table, List<Column> all, double rows, String condition, long mostPages) {
        /** The same with as many rows as there turned out to be. */
        Source withRows(double counted) {
            return new Source(table, all, counted, condition, mostPages);
        }

        /** How many slices there are: powers of two. */
        private long slices() {
            return Long.highestOneBit(Math.max(1, (long) (rows * part() / ROWS)));
        }

        /** The share of the pages that is read. */
        private double part() {
            return Math.min(1, (double) mostPages / Math.max(1, table.pages()));
        }
    }

    /** The fewest of these columns by whose values to cut, as a sample of pages tells. */
    static Set<String> by(Source source, SampledRows sample, Set<String> wanted) {
        List<String> left = new ArrayList<>(wanted);
        Set<String> columns = new HashSet<>();
        while (!left.isEmpty() && sample.count(columns).effective() < ENOUGH * source.slices()) {
            String best = left.get(0);
            double most = -1;
            for (String column : left) {
                double effective = sample.count(List.of(column)).effective();
                best = effective > most ? column : best;
                most = Math.max(most, effective);
            }
            columns.add(best);
            left.remove(best);
        }
        return columns;
    }

    /** Reads it; nothing when the table may not be read now, or not in that time. */
    static Optional<Slice> read(Session session, Source source, Set<String> columns) {
        String sql = sql(source, columns);
        List<String> names = source.all.stream().map(Column::name).toList();
        try {
            SampledRows rows = session.read(LIMITS, connection -> read(connection, sql, names));
            return Optional.of(new Slice(columns, rows, source.slices(), source.part()));
        } catch (PgwrightException e) {
            return Optional.empty(); // the first look has to do
        }
    }

    private static SampledRows read(Connection connection, String sql, List<String> names) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            // a guest takes one processor, and compiling takes longer than this
            statement.execute("SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off");
        }
        return SampledRows.read(connection, sql, names);
    }

    /** Those by whose values it is cut. */
    Set<String> columns() {
        return columns;
    }

    /** Whether it tells of combinations of these. */
    boolean tellsOf(Set<String> wanted) {
        return wanted.containsAll(columns) && rows.has(wanted);
    }

    /**
     * What it shows.
     *
     * @param filled rows of the table in which the columns it is cut by are not NULL
     */
    Seen of(Set<String> wanted, double filled) {
        PlaceCounts counts = rows.count(wanted);
        double present = rows.complete(columns);
        if (counts.rows() == 0) {
            return Seen.certain(0, 0, 0);
        }
        // what is missed with a value are its rows and its combinations: their ratio varies less
        double factor = columns.equals(wanted) ? slices : filled * part / present;
        return part == 1
                ? Seen.whole(
                        counts.distinct() * factor,
                        counts.groups().stream()
                                .map(one -> new Group(one.combinations() * factor, one.rows()))
                                .toList())
                : Seen.certain(counts.drawn() * factor, counts.drawn() * factor / part, counts.distinct() * factor);
    }

    private static String sql(Source source, Set<String> columns) {
        String key = "0";
        for (Column column : source.all) {
            key = columns.contains(column.name()) ? SampleSql.cheapHash(column, key) : key;
        }
        String condition = key + " & " + (source.slices() - 1) + " = 0"
                + (source.condition.isEmpty() ? "" : " AND (" + source.condition + ")");
        String from = source.part() == 1
                ? SampleSql.rows("0", source.table, source.all)
                : SampleSql.pages(source.table, source.all, 100 * source.part());
        return from + " WHERE " + condition;
    }
}
