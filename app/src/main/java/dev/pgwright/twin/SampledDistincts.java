package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Distinct combinations of columns in a sample of a table's pages, as many rows as ANALYZE looks at. It is for those
 * who let the target be read: statistics of single columns cannot tell that two columns go together. Values do not
 * leave the server, only hashes of them. One query reads all columns of a table when it is first asked for; where that
 * leaves a size open, a {@link Slice} of the table tells, as long as they do not take too long in all.
 */
public final class SampledDistincts implements DistinctEstimates {
    /** Rows that ANALYZE draws by default. */
    private static final double ROWS = 30_000;

    /** What slices and parts take in all, the last one aside: the search for indexes has little more. */
    private static final Duration ALLOWANCE = Duration.ofSeconds(1);

    /** Blocks that ANALYZE reads by default (300 * default_statistics_target). */
    private static final long MOST_PAGES = 30_000;

    private final Session session;
    private final Snapshot snapshot;
    private final Duration allowance;
    private final long mostPages;
    private final Map<Long, Optional<Sample>> samples = new HashMap<>();
    private final Map<String, Optional<SeenEntries>> entries = new HashMap<>();
    private final Map<String, Optional<PartOfTable>> parts = new HashMap<>();
    private Duration taken = Duration.ZERO;

    /** Reads with this session, which must stay open, tables of this snapshot. */
    public SampledDistincts(Session session, Snapshot snapshot) {
        this(session, snapshot, ALLOWANCE);
    }

    /**
     * The same.
     *
     * @param allowance what slices and parts may take in all; after that, the first sample has to do
     */
    public SampledDistincts(Session session, Snapshot snapshot, Duration allowance) {
        this(session, snapshot, allowance, MOST_PAGES);
    }

    /**
     * The same.
     *
     * @param mostPages of a table that one slice of it may read
     */
    SampledDistincts(Session session, Snapshot snapshot, Duration allowance, long mostPages) {
        this.session = session;
        this.snapshot = snapshot;
        this.allowance = allowance;
        this.mostPages = mostPages;
    }

    /** What was read of a table or a part of it, and what it says of sets of columns. */
    private final class Sample implements PartOfTable {
        private final Slice.Source source;
        private final SampledRows rows;
        private final Map<Set<String>, Seen> seen = new HashMap<>();
        private final List<Slice> slices = new ArrayList<>();

        Sample(Slice.Source source, SampledRows rows) {
            this.source = source;
            this.rows = rows;
        }

        @Override
        public double rows() {
            return source.rows();
        }

        @Override
        public double nullFraction(String column) {
            return rows.size() == 0 ? 0 : 1 - (double) rows.complete(List.of(column)) / rows.size();
        }

        @Override
        public Seen of(List<String> columns) {
            synchronized (SampledDistincts.this) {
                return seen.computeIfAbsent(
                        new TreeSet<>(columns), set -> rows.count(set).seen(rows.size(), source.rows()));
            }
        }

        @Override
        public Optional<Seen> closer(List<String> columns) {
            synchronized (SampledDistincts.this) {
                Set<String> wanted = new TreeSet<>(columns);
                if (slices.stream().noneMatch(slice -> slice.tellsOf(wanted))) {
                    timed(() -> Slice.read(session, source, Slice.by(source, rows, wanted)))
                            .ifPresent(slices::add);
                }
                return slices.stream()
                        .filter(slice -> slice.tellsOf(wanted))
                        .findFirst()
                        .map(slice -> slice.of(wanted, source.rows() * rows.complete(slice.columns()) / rows.size()));
            }
        }
    }

    /** As long as there is time left for it. */
    private <T> Optional<T> timed(Supplier<Optional<T>> work) {
        if (taken.compareTo(allowance) >= 0) {
            return Optional.empty();
        }
        long start = System.nanoTime();
        Optional<T> found = work.get();
        taken = taken.plusNanos(System.nanoTime() - start);
        return found;
    }

    @Override
    public synchronized Optional<Seen> of(long relationOid, List<String> columns) {
        return sample(relationOid, columns).map(sample -> sample.of(columns));
    }

    @Override
    public synchronized Optional<PartOfTable> part(long relationOid, String condition, double about) {
        return parts.computeIfAbsent(
                relationOid + "\0" + condition,
                key -> snapshot.relation(relationOid).flatMap(table -> part(table, condition, about)));
    }

    private Optional<PartOfTable> part(Relation table, String condition, double rows) {
        Slice.Source about = new Slice.Source(table, columns(table), rows, condition, mostPages);
        return timed(() -> SampledPart.read(session, about))
                .map(part -> new Sample(about.withRows(part.rows()), part.sample()));
    }

    private List<Column> columns(Relation table) {
        return snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .toList();
    }

    private Optional<Sample> sample(long relationOid, List<String> columns) {
        return samples.computeIfAbsent(
                        relationOid, oid -> snapshot.relation(oid).flatMap(this::read))
                .filter(sample -> sample.rows.size() > 0 && sample.rows.has(columns));
    }

    private Optional<Sample> read(Relation table) {
        List<Column> columns = columns(table);
        double percent = Math.min(100, 100 * ROWS / Math.max(1, table.tuples()));
        String sql = SampleSql.pages(table, columns, percent);
        List<String> names = columns.stream().map(Column::name).toList();
        try {
            SampledRows rows = session.read(connection -> SampledRows.read(connection, sql, names));
            double all = Math.max(table.tuples(), rows.size());
            return Optional.of(new Sample(new Slice.Source(table, columns, all, "", mostPages), rows));
        } catch (PgwrightException e) {
            return Optional.empty(); // it may not be read, or is locked: the statistics have to do
        }
    }

    @Override
    public synchronized Optional<Seen> closer(long relationOid, List<String> columns) {
        return sample(relationOid, columns).flatMap(sample -> sample.closer(columns));
    }

    @Override
    public synchronized Optional<SeenEntries> entries(
            long relationOid, String column, String type, @Nullable String operators) {
        return entries.computeIfAbsent(
                relationOid + "\0" + column + "\0" + operators,
                key -> snapshot.relation(relationOid)
                        .flatMap(table -> SampledEntries.read(session, table, column, type, operators)));
    }
}
