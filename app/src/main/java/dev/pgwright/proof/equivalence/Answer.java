package dev.pgwright.proof.equivalence;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a query answered.
 *
 * @param columns name and type of each
 * @param rows values in a form in which equal ones are equal texts; null for NULL
 * @param groups for each row the number of its tie group in the query's order, from 0; empty when it does not sort or
 *     that is not known
 * @param error the server's sentence when it failed; null when it did not
 * @param timedOut it failed by the limit of time
 */
record Answer(
        List<Column> columns,
        List<List<@Nullable String>> rows,
        List<Integer> groups,
        @Nullable String error,
        boolean timedOut) {
    /** Name and type of an output column. */
    record Column(String name, String type) {}

    static Answer failed(String error, boolean timedOut) {
        return new Answer(List.of(), List.of(), List.of(), error, timedOut);
    }

    boolean hasFailed() {
        return error != null;
    }

    /** How often each row comes. */
    Map<List<@Nullable String>, Integer> counts() {
        return counts(rows);
    }

    private static Map<List<@Nullable String>, Integer> counts(List<List<@Nullable String>> rows) {
        Map<List<@Nullable String>, Integer> counts = new HashMap<>();
        rows.forEach(row -> counts.merge(row, 1, Integer::sum));
        return counts;
    }

    boolean hasSameRows(Answer other) {
        return rows.size() == other.rows.size() && counts().equals(other.counts());
    }

    /** True when the other's rows come in an order that this query allows: any within a tie group. */
    boolean allowsOrderOf(Answer other) {
        if (groups.isEmpty() || rows.size() != other.rows.size()) {
            return true;
        }
        int from = 0;
        while (from < rows.size()) {
            int to = from + 1;
            while (to < rows.size() && groups.get(to).equals(groups.get(from))) {
                to++;
            }
            if (!counts(rows.subList(from, to)).equals(counts(other.rows.subList(from, to)))) {
                return false;
            }
            from = to;
        }
        return true;
    }

    /**
     * True when a LIMIT over these rows may give those of the other, in their order: whole tie groups, but for the ones
     * at its borders, of which any rows may come.
     *
     * @param offset rows skipped
     */
    boolean allowsPart(Answer part, int offset) {
        int at = 0;
        int start = 0;
        while (start < rows.size() && at < part.rows.size()) {
            int end = start + 1;
            while (end < rows.size() && (groups.isEmpty() || groups.get(end).equals(groups.get(start)))) {
                end++;
            }
            int take = Math.min(end - Math.max(start, offset), part.rows.size() - at);
            if (take > 0) {
                Map<List<@Nullable String>, Integer> there = counts(rows.subList(start, end));
                for (List<@Nullable String> row : part.rows.subList(at, at + take)) {
                    if (there.merge(row, -1, Integer::sum) < 0) {
                        return false;
                    }
                }
                at += take;
            }
            start = end;
        }
        return at == part.rows.size();
    }

    /** True when its order leaves nothing open but ties, and there is more than one group of these. */
    boolean isSorted() {
        return !groups.isEmpty() && groups.get(groups.size() - 1) > 0;
    }

    /** Rows that come more often here than there, each as often as that. */
    List<List<@Nullable String>> without(Answer other) {
        Map<List<@Nullable String>, Integer> left = new HashMap<>(other.counts());
        List<List<@Nullable String>> more = new ArrayList<>();
        for (List<@Nullable String> row : rows) {
            int count = left.getOrDefault(row, 0);
            if (count == 0) {
                more.add(row);
            } else {
                left.put(row, count - 1);
            }
        }
        return more;
    }

    /** One column, in the order of the rows. */
    List<@Nullable String> column(int index) {
        List<@Nullable String> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.get(index)));
        return values;
    }
}
