package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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

    /** What slices may take in all. */
    private static final Duration ALL_SLICES = Duration.ofSeconds(10);

    private final Session session;
    private final Snapshot snapshot;
    private final Map<Long, Optional<Sample>> samples = new HashMap<>();
    private final Map<String, Optional<SeenEntries>> entries = new HashMap<>();
    private Duration sliced = Duration.ZERO;

    /** Reads with this session, which must stay open, tables of this snapshot. */
    public SampledDistincts(Session session, Snapshot snapshot) {
        this.session = session;
        this.snapshot = snapshot;
    }

    /** What was read of one table, and what it says of sets of columns. */
    private static final class Sample {
        private final Relation table;
        private final List<Column> columns;
        private final SampledRows rows;
        private final Map<Set<String>, Seen> seen = new HashMap<>();
        private final List<Slice> slices = new ArrayList<>();

        Sample(Relation table, List<Column> columns, SampledRows rows) {
            this.table = table;
            this.columns = columns;
            this.rows = rows;
        }

        double tableRows() {
            return Math.max(table.tuples(), rows.size());
        }

        Seen of(Set<String> wanted) {
            return seen.computeIfAbsent(wanted, set -> rows.count(set).seen(rows.size(), tableRows()));
        }

        Optional<Seen> inSlice(Set<String> wanted) {
            return slices.stream()
                    .filter(slice -> slice.tellsOf(wanted))
                    .findFirst()
                    .map(slice -> slice.of(
                            wanted, tableRows() * rows.count(slice.columns()).rows() / rows.size()));
        }
    }

    @Override
    public synchronized Optional<Seen> of(long relationOid, List<String> columns) {
        return sample(relationOid, columns).map(sample -> sample.of(new TreeSet<>(columns)));
    }

    private Optional<Sample> sample(long relationOid, List<String> columns) {
        return samples.computeIfAbsent(
                        relationOid, oid -> snapshot.relation(oid).flatMap(this::read))
                .filter(sample -> sample.rows.size() > 0 && sample.rows.has(columns));
    }

    private Optional<Sample> read(Relation table) {
        List<Column> columns = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .toList();
        double percent = Math.min(100, 100 * ROWS / Math.max(1, table.tuples()));
        String sql = SampleSql.rows("split_part(substr(ctid::text, 2), ',', 1)::bigint", table, columns)
                + String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f) REPEATABLE (1)", percent);
        List<String> names = columns.stream().map(Column::name).toList();
        try {
            SampledRows rows = session.read(connection -> SampledRows.read(connection, sql, names));
            return Optional.of(new Sample(table, columns, rows));
        } catch (PgwrightException e) {
            return Optional.empty(); // it may not be read, or is locked: the statistics have to do
        }
    }

    @Override
    public synchronized Optional<Seen> closer(long relationOid, List<String> columns) {
        Set<String> wanted = new TreeSet<>(columns);
        Optional<Sample> sample = sample(relationOid, columns);
        sample.filter(one -> one.inSlice(wanted).isEmpty()).ifPresent(one -> slice(one, wanted));
        return sample.flatMap(one -> one.inSlice(wanted));
    }

    private void slice(Sample sample, Set<String> wanted) {
        if (sliced.compareTo(ALL_SLICES) < 0) {
            Instant start = Instant.now();
            Set<String> by = Slice.by(sample.table, sample.rows, wanted);
            Slice.read(session, sample.table, sample.columns, by).ifPresent(sample.slices::add);
            sliced = sliced.plus(Duration.between(start, Instant.now()));
            System.err.println("slice " + Duration.between(start, Instant.now()).toMillis() + " " + sample.table.name() + by);
        }
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
