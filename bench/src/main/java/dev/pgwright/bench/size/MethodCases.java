package dev.pgwright.bench.size;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.twin.IndexShape;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Indexes by other methods than btree, where a column's type takes them.
 *
 * @param selective columns of many values: to hash few takes minutes and helps nobody
 */
record MethodCases(
        Relation table,
        List<Column> columns,
        List<Column> sortable,
        List<Column> selective,
        Random random,
        List<IndexCase> cases) {
    private static final Set<String> RANGES =
            Set.of("int4range", "int8range", "numrange", "tsrange", "tstzrange", "daterange");
    private static final Set<String> WITHOUT_BRIN = Set.of("boolean");

    void add() {
        for (Column column : columns) {
            String type = column.type();
            if (type.endsWith("[]") || type.equals("tsvector")) {
                add("gin", column, "");
            }
            if (type.equals("jsonb")) {
                add("gin", column, "");
                add("gin", column, "jsonb_path_ops");
            }
            if (RANGES.contains(type) || type.equals("point") || type.equals("box")) {
                add("gist", column, "");
                add("spgist", column, "");
            }
        }
        int number = Math.min(3, sortable.size());
        for (int i = 0; i < number; i++) {
            Column column = sortable.get(random.nextInt(sortable.size()));
            if (selective.contains(column)
                    && !column.type().endsWith("[]")
                    && column.typeCategory().matches("[NSDBU]")) {
                add("hash", column, "");
            }
            if (column.typeCategory().matches("[NSD]") && !WITHOUT_BRIN.contains(column.type())) {
                add("brin", column, "");
            }
        }
    }

    private void add(String method, Column column, String operators) {
        IndexShape.Key key = IndexShape.Key.column(column.name());
        cases.add(new IndexCase(
                method,
                IndexCases.name(table),
                "USING " + method + " (" + Identifiers.quote(column.name()) + " " + operators + ")",
                "",
                IndexShape.of(table.oid(), method, List.of(operators.isEmpty() ? key : key.with(operators)))));
    }
}
