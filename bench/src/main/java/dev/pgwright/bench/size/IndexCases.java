package dev.pgwright.bench.size;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexShape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Makes up indexes for a database's tables: every sensible column alone, and combinations drawn by a seed. */
final class IndexCases {
    private static final double FEWEST_ROWS = 5_000;
    private static final int WIDEST = 400;
    private static final Set<String> UNSORTABLE =
            Set.of("json", "xml", "point", "box", "circle", "line", "lseg", "path", "polygon", "jsonb");

    private final Snapshot snapshot;
    private final Random random;
    private final int combinations;
    private final double mostRows;
    private final List<IndexCase> cases = new ArrayList<>();

    IndexCases(Snapshot snapshot, long seed, int combinations, double mostRows) {
        this.snapshot = snapshot;
        this.random = new Random(seed);
        this.combinations = combinations;
        this.mostRows = mostRows;
    }

    /** All cases, table by table. */
    List<IndexCase> make() {
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            boolean stored = table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW;
            if (stored && table.extension() == null && table.tuples() >= FEWEST_ROWS && table.tuples() <= mostRows) {
                ofTable(table);
            }
        }
        return cases;
    }

    private void ofTable(Relation table) {
        List<Column> columns = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.generated() != Column.Generated.VIRTUAL)
                .toList();
        List<Column> sortable =
                columns.stream().filter(column -> isSortable(table, column)).toList();
        for (Column column : sortable) {
            add("one column", table, List.of(column), "");
        }
        Set<List<Column>> seen = new HashSet<>();
        for (int i = 0; i < combinations; i++) {
            List<Column> two = draw(sortable, 2);
            List<Column> three = draw(sortable, 3);
            if (two.size() == 2 && seen.add(two)) {
                add("two columns", table, two, "");
            }
            if (three.size() == 3 && seen.add(three)) {
                add("three columns", table, three, "");
            }
        }
        for (int i = 0; i < (combinations + 1) / 2; i++) {
            special(table, sortable);
        }
        List<Column> selective =
                sortable.stream().filter(column -> isSelective(table, column)).toList();
        new MethodCases(table, columns, sortable, selective, random, cases).add();
    }

    private boolean isSortable(Relation table, Column column) {
        boolean known =
                !UNSORTABLE.contains(column.type()) && !column.typeCategory().equals("G");
        return known && width(table, column) < WIDEST;
    }

    private boolean isSelective(Relation table, Column column) {
        return snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .anyMatch(one -> isOf(one, table, column) && (one.nDistinct() < 0 || one.nDistinct() > 1000));
    }

    private int width(Relation table, Column column) {
        return snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .filter(one -> isOf(one, table, column))
                .mapToInt(ColumnStatistics::averageWidthBytes)
                .max()
                .orElse(Integer.MAX_VALUE);
    }

    private static boolean isOf(ColumnStatistics one, Relation table, Column column) {
        return one.schema().equals(table.schema())
                && one.relation().equals(table.name())
                && one.column().equals(column.name());
    }

    private List<Column> draw(List<Column> from, int number) {
        List<Column> shuffled = new ArrayList<>(from);
        Collections.shuffle(shuffled, random);
        return List.copyOf(shuffled.subList(0, Math.min(number, shuffled.size())));
    }

    /** INCLUDE, DESC, partial and expression indexes on columns that are drawn. */
    private void special(Relation table, List<Column> sortable) {
        List<Column> two = draw(sortable, 2);
        if (two.size() == 2) {
            cases.add(new IndexCase(
                    "include",
                    name(table),
                    "(" + quoted(two.subList(0, 1)) + ") INCLUDE (" + quoted(two.subList(1, 2)) + ")",
                    "",
                    shape(table, two.subList(0, 1)).including(List.of(two.get(1).name()))));
            cases.add(new IndexCase(
                    "descending",
                    name(table),
                    "(" + Identifiers.quote(two.get(0).name()) + " DESC, "
                            + Identifiers.quote(two.get(1).name()) + " DESC NULLS LAST)",
                    "",
                    shape(table, two)));
        }
        List<Column> conditional = draw(sortable, 3);
        if (conditional.size() == 3) {
            add("partial", table, conditional.subList(0, 1), condition(table, conditional.get(2)));
            add("partial", table, conditional.subList(0, 2), condition(table, conditional.get(2)));
        }
        List<Column> texts =
                sortable.stream().filter(one -> one.typeCategory().equals("S")).toList();
        for (Column column : draw(texts, 1)) {
            String expression = "lower(" + Identifiers.quote(column.name()) + "::text)";
            cases.add(new IndexCase(
                    "expression",
                    name(table),
                    "(" + expression + ")",
                    "",
                    IndexShape.of(table.oid(), "btree", List.of(IndexShape.Key.expression(expression, "text")))));
        }
    }

    /** A condition that a column's statistics suggest, or none. */
    private String condition(Relation table, Column column) {
        String name = Identifiers.quote(column.name());
        for (ColumnStatistics one : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            if (isOf(one, table, column)) {
                if (one.nullFraction() > 0.05 && one.nullFraction() < 0.95) {
                    return name + " IS NOT NULL";
                }
                String values = one.mostCommonValues() == null ? one.histogramBounds() : one.mostCommonValues();
                String text = values == null ? "" : values.toLowerCase(Locale.ROOT);
                if (text.isEmpty() || text.contains("\"")) {
                    return "";
                }
                String[] all =
                        (values == null ? "{}" : values).replaceAll("[{}]", "").split(",");
                boolean common = one.mostCommonValues() != null;
                String value = Identifiers.literal(all[common ? 0 : all.length / 3]);
                return name + (common ? " = " : " < ") + value + "::" + column.type();
            }
        }
        return "";
    }

    private void add(String kind, Relation table, List<Column> columns, String condition) {
        boolean whole = kind.equals("partial") && condition.isEmpty();
        if (!whole) {
            cases.add(new IndexCase(kind, name(table), "(" + quoted(columns) + ")", condition, shape(table, columns)));
        }
    }

    private static IndexShape shape(Relation table, List<Column> columns) {
        return IndexShape.btree(table.oid(), columns.stream().map(Column::name).toList());
    }

    static String name(Relation table) {
        return Identifiers.quote(table.schema()) + "." + Identifiers.quote(table.name());
    }

    private static String quoted(List<Column> columns) {
        return String.join(
                ", ",
                columns.stream().map(column -> Identifiers.quote(column.name())).toList());
    }
}
