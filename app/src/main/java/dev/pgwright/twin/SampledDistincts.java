package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
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
 * leave the server, only hashes of them. One query reads all columns of a table when it is first asked for.
 */
public final class SampledDistincts implements DistinctEstimates {
    /** Rows that ANALYZE draws by default. */
    private static final double ROWS = 30_000;

    private static final long NULL = Long.MIN_VALUE;

    private final Session session;
    private final Snapshot snapshot;
    private final Map<Long, Optional<Sample>> samples = new HashMap<>();
    private final Map<String, Optional<SeenEntries>> entries = new HashMap<>();

    /** Reads with this session, which must stay open, tables of this snapshot. */
    public SampledDistincts(Session session, Snapshot snapshot) {
        this.session = session;
        this.snapshot = snapshot;
    }

    /** Rows of whole pages: the page of each, and the hash of each column's value. */
    private static final class Sample {
        private final long[] pages;
        private final Map<String, long[]> hashes;
        private final double tableRows;
        private final Map<Set<String>, Seen> seen = new HashMap<>();

        Sample(long[] pages, Map<String, long[]> hashes, double tableRows) {
            this.pages = pages;
            this.hashes = hashes;
            this.tableRows = tableRows;
        }
    }

    @Override
    public synchronized Optional<Seen> of(long relationOid, List<String> columns) {
        return samples.computeIfAbsent(
                        relationOid, oid -> snapshot.relation(oid).flatMap(this::read))
                .filter(sample ->
                        sample.pages.length > 0 && sample.hashes.keySet().containsAll(columns))
                .map(sample -> sample.seen.computeIfAbsent(new TreeSet<>(columns), set -> count(sample, set)));
    }

    @Override
    public synchronized Optional<SeenEntries> entries(
            long relationOid, String column, String type, @Nullable String operators) {
        return entries.computeIfAbsent(
                relationOid + "\0" + column + "\0" + operators,
                key -> snapshot.relation(relationOid)
                        .flatMap(table -> SampledEntries.read(session, table, column, type, operators)));
    }

    private Optional<Sample> read(Relation table) {
        List<String> names = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .map(Column::name)
                .toList();
        double percent = Math.min(100, 100 * ROWS / Math.max(1, table.tuples()));
        try {
            return Optional.of(session.read(connection -> read(connection, sql(table, names, percent), table, names)));
        } catch (PgwrightException e) {
            return Optional.empty(); // it may not be read, or is locked: the statistics have to do
        }
    }

    private static String sql(Relation table, List<String> names, double percent) {
        List<String> hashes = names.stream()
                .map(name -> "hashtextextended(" + Identifiers.quote(name) + "::text, 0)")
                .toList();
        return "SELECT split_part(substr(ctid::text, 2), ',', 1)::bigint, " + String.join(", ", hashes) + " FROM ONLY "
                + Identifiers.quote(table.schema()) + "." + Identifiers.quote(table.name())
                + String.format(Locale.ROOT, " TABLESAMPLE SYSTEM (%.6f) REPEATABLE (1)", percent);
    }

    private static Sample read(Connection connection, String sql, Relation table, List<String> names)
            throws SQLException {
        List<long[]> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                long[] row = new long[names.size() + 1];
                for (int i = 0; i < row.length; i++) {
                    row[i] = result.getLong(i + 1);
                    row[i] = result.wasNull() ? NULL : row[i];
                }
                rows.add(row);
            }
        }
        long[] pages = rows.stream().mapToLong(row -> row[0]).toArray();
        Map<String, long[]> hashes = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i + 1;
            hashes.put(names.get(i), rows.stream().mapToLong(row -> row[column]).toArray());
        }
        return new Sample(pages, hashes, Math.max(table.tuples(), rows.size()));
    }

    /** Pages are drawn, not rows: what a page holds several times counts once, or it would look too common. */
    private static Seen count(Sample sample, Set<String> columns) {
        int rows = sample.pages.length;
        long[] keys = new long[rows];
        long[] inPages = new long[rows];
        int filled = 0;
        for (int i = 0; i < rows; i++) {
            long key = 0;
            boolean hasNull = false;
            for (String column : columns) {
                long hash = sample.hashes.getOrDefault(column, keys)[i];
                hasNull |= hash == NULL;
                key = mixed(key * 31 + hash);
            }
            if (!hasNull) {
                keys[filled] = key;
                inPages[filled] = mixed(key ^ mixed(sample.pages[i] + 1));
                filled++;
            }
        }
        double drawn = distinct(Arrays.copyOf(inPages, filled));
        return new Seen(drawn, sample.tableRows * drawn / rows, distinct(Arrays.copyOf(keys, filled)));
    }

    /** The finalizer of a 64-bit hash (Stafford's variant 13). */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }

    /** Open addressing: several times faster than sorting, and every candidate index asks. */
    private static double distinct(long[] values) {
        long[] table = new long[Integer.highestOneBit(Math.max(2, values.length)) * 4];
        int zeros = 0;
        int found = 0;
        for (long value : values) {
            if (value == 0) {
                zeros = 1; // marks a free place
                continue;
            }
            int place = (int) value & (table.length - 1);
            while (table[place] != 0 && table[place] != value) {
                place = (place + 1) & (table.length - 1);
            }
            found += table[place] == 0 ? 1 : 0;
            table[place] = value;
        }
        return found + zeros;
    }
}
