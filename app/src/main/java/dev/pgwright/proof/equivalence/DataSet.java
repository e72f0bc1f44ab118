package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of all tables used.
 *
 * @param name for people
 * @param rows by table, those referred to first; values are SQL expressions
 */
record DataSet(String name, Map<TableName, List<List<String>>> rows) {
    int size() {
        return rows.values().stream().mapToInt(List::size).sum();
    }

    List<List<String>> of(TableName table) {
        return rows.getOrDefault(table, List.of());
    }

    /** Without some rows of a table. */
    DataSet without(TableName table, int from, int to) {
        Map<TableName, List<List<String>>> fewer = new LinkedHashMap<>(rows);
        List<List<String>> left = new ArrayList<>(of(table));
        left.subList(from, to).clear();
        fewer.put(table, left);
        return new DataSet(name, fewer);
    }
}
