package dev.pgwright.twin;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Rows of a table, page by page: the page of each, and the hash of each column's value in it. */
final class SampledRows {
    private static final long NULL = Long.MIN_VALUE;

    /** Ascending; all the same when the whole table was read. */
    private final long[] places;

    private final Map<String, long[]> hashes;

    private SampledRows(long[] places, Map<String, long[]> hashes) {
        this.places = places;
        this.hashes = hashes;
    }

    /** What a query returns: the place, then the hash of each of these columns. */
    static SampledRows read(Connection connection, String sql, List<String> names) throws SQLException {
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
        Map<String, long[]> hashes = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            int column = i + 1;
            hashes.put(names.get(i), rows.stream().mapToLong(row -> row[column]).toArray());
        }
        return new SampledRows(rows.stream().mapToLong(row -> row[0]).toArray(), hashes);
    }

    /** How many there are. */
    int size() {
        return places.length;
    }

    /**
     * How far their number may be off, in parts of it: one standard deviation.
     *
     * @param chance that a place was looked at
     */
    double error(double chance) {
        double squares = 0;
        double there = 0;
        for (int i = 0; i < size(); i++) {
            there = i > 0 && places[i] == places[i - 1] ? there + 1 : 1;
            squares += 2 * there - 1; // what the next of a place adds to its square
        }
        return Math.sqrt((1 - chance) * squares) / Math.max(1, size());
    }

    /** Whether all of these columns were read. */
    boolean has(Collection<String> columns) {
        return hashes.keySet().containsAll(columns);
    }

    /** How many rows have no NULL in these columns. */
    int complete(Collection<String> columns) {
        boolean[] holes = new boolean[size()];
        for (String column : columns) {
            long[] values = hashes.getOrDefault(column, new long[size()]);
            for (int i = 0; i < holes.length; i++) {
                holes[i] |= values[i] == NULL;
            }
        }
        int count = 0;
        for (boolean hole : holes) {
            count += hole ? 0 : 1;
        }
        return count;
    }

    /** Counts the combinations of these columns in rows where none is NULL. */
    PlaceCounts count(Collection<String> columns) {
        long[] keys = new long[size()];
        int[] numbers = new int[size()];
        int filled = 0;
        int place = 0;
        for (int i = 0; i < size(); i++) {
            long key = 0;
            boolean hasNull = false;
            for (String column : columns) {
                long hash = hashes.getOrDefault(column, keys)[i];
                hasNull |= hash == NULL;
                key = mixed(key * 31 + hash);
            }
            place += i > 0 && places[i] != places[i - 1] ? 1 : 0;
            if (!hasNull) {
                keys[filled] = key;
                numbers[filled] = place;
                filled++;
            }
        }
        return new PlaceCounts(Arrays.copyOf(keys, filled), Arrays.copyOf(numbers, filled));
    }

    /** The finalizer of a 64-bit hash (Stafford's variant 13). */
    private static long mixed(long value) {
        long x = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        x = (x ^ (x >>> 27)) * 0x94d049bb133111ebL;
        return x ^ (x >>> 31);
    }
}
