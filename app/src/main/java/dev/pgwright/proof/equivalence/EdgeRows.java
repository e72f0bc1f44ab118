package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.TableName;
import dev.pgwright.proof.equivalence.EdgeTable.EdgeColumn;
import dev.pgwright.snapshot.Constraint;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Small sets of rows in which what tells rewrites apart comes often: NULLs, duplicates, ties, no rows at all, values on
 * and beside the constants of the queries. Many small sets find more than one large one, and show a difference shortly.
 */
final class EdgeRows {
    /**
     * What a set of rows is like.
     *
     * @param rows wanted in each table; there are fewer where constraints refuse too many
     * @param nulls share of NULLs where they may be
     * @param values how many of the usual values are used; few make duplicates and ties
     * @param constants share of values on or beside constants, where there are some
     * @param ends share of values at the ends of their type
     * @param repeats share of rows that repeat an earlier one but for its keys
     */
    private record Shape(
            String name, int rows, double nulls, int values, double constants, double ends, double repeats) {}

    private static final List<Shape> SHAPES = List.of(
            new Shape("usual values", 10, 0.2, 5, 0.4, 0, 0.2),
            new Shape("two values", 8, 0.15, 2, 0.3, 0, 0.3),
            new Shape("constants", 12, 0.1, 3, 0.8, 0, 0.2),
            new Shape("mostly NULL", 8, 0.6, 3, 0.4, 0, 0.3),
            new Shape("no NULL", 10, 0, 4, 0.4, 0, 0.2),
            new Shape("duplicates", 10, 0.2, 3, 0.6, 0, 0.7),
            new Shape("one row", 1, 0.2, 3, 0.6, 0, 0),
            new Shape("one value", 3, 0.1, 1, 0.5, 0, 0.3),
            new Shape("all values", 16, 0.1, 99, 0.4, 0, 0.1),
            new Shape("ends of types", 10, 0.1, 4, 0.3, 0.25, 0.1));

    /** The share of rows that stand on all constants at once but for one column. */
    private static final double ON_CONSTANTS = 0.3;

    /** Rows tried for each one that is wanted, since constraints refuse some. */
    private static final int TRIES = 4;

    private final List<EdgeTable> tables;
    private final SplittableRandom random;

    EdgeRows(List<EdgeTable> tables, long seed) {
        this.tables = tables;
        this.random = new SplittableRandom(seed);
    }

    /** Says whether the tables take a row besides those that they took since the set was begun. */
    interface Tables {
        boolean take(EdgeTable table, List<String> row) throws SQLException;
    }

    /** How many sets there are in so many rounds. */
    int count(int rounds) {
        return 1 + rounds * (SHAPES.size() + (tables.size() > 1 ? tables.size() : 0));
    }

    /** The sets one after the other: no rows; each shape, then each table empty while the others are not; again. */
    DataSet next(int number, Tables taking) throws SQLException {
        if (number == 0) {
            return new DataSet("no rows", Map.of());
        }
        int round = SHAPES.size() + (tables.size() > 1 ? tables.size() : 0);
        int place = (number - 1) % round;
        return place < SHAPES.size()
                ? rows(SHAPES.get(place), null, taking)
                : rows(SHAPES.get(number / round % SHAPES.size()), tables.get(place - SHAPES.size()), taking);
    }

    private DataSet rows(Shape shape, @Nullable EdgeTable empty, Tables taking) throws SQLException {
        Map<TableName, List<List<String>>> rows = new LinkedHashMap<>();
        for (EdgeTable table : tables) {
            List<List<String>> own = new ArrayList<>();
            rows.put(table.name(), own);
            for (int i = 0; i < TRIES * shape.rows && own.size() < shape.rows && !table.equals(empty); i++) {
                List<String> row = row(shape, table, own, rows);
                if (taking.take(table, row)) {
                    own.add(row);
                }
            }
        }
        String name = empty == null ? shape.name : shape.name + ", none in " + empty.name();
        return new DataSet(name, rows);
    }

    private List<String> row(
            Shape shape, EdgeTable table, List<List<String>> earlier, Map<TableName, List<List<String>>> rows) {
        boolean repeat = !earlier.isEmpty() && random.nextDouble() < shape.repeats;
        List<String> row = new ArrayList<>();
        if (repeat) {
            row.addAll(earlier.get(random.nextInt(earlier.size())));
            if (!row.isEmpty() && random.nextInt(3) > 0) { // an exact one passes where there is no key
                row.set(0, value(shape, table.columns().get(0)));
            }
            return row;
        }
        boolean onConstants = random.nextDouble() < ON_CONSTANTS;
        int other =
                table.columns().isEmpty() ? -1 : random.nextInt(table.columns().size());
        for (int i = 0; i < table.columns().size(); i++) {
            EdgeColumn column = table.columns().get(i);
            boolean around = onConstants && i != other && !column.exact().isEmpty();
            row.add(around ? around(column) : value(shape, column));
        }
        table.references().forEach(key -> refer(shape, table, key, row, rows));
        return row;
    }

    private String value(Shape shape, EdgeColumn column) {
        if (!column.column().notNull() && random.nextDouble() < shape.nulls) {
            return "NULL";
        }
        if (!column.ends().isEmpty() && random.nextDouble() < shape.ends) {
            return pick(column.ends(), column.ends().size());
        }
        if (!column.exact().isEmpty() && random.nextDouble() < shape.constants) {
            return around(column);
        }
        if (column.usual().isEmpty()) {
            return column.column().notNull() && column.column().defaultValue() != null ? "DEFAULT" : "NULL";
        }
        return pick(column.usual(), column.key() ? column.usual().size() : shape.values);
    }

    /** On a constant, or beside one. */
    private String around(EdgeColumn column) {
        boolean beside = !column.near().isEmpty() && random.nextInt(5) < 2;
        List<String> values = beside ? column.near() : column.exact();
        return pick(values, values.size());
    }

    private String pick(List<String> values, int first) {
        return values.get(random.nextInt(Math.min(first, values.size())));
    }

    /** Takes the key of a row that is there; sometimes none, where NULL may be. */
    private void refer(
            Shape shape, EdgeTable table, Constraint key, List<String> row, Map<TableName, List<List<String>>> rows) {
        EdgeTable parent = tables.stream()
                .filter(t -> t.name().schema().equals(key.referencedSchema())
                        && t.name().name().equals(key.referencedRelation()))
                .findFirst()
                .orElse(null);
        List<List<String>> targets = parent == null ? List.of() : rows.getOrDefault(parent.name(), List.of());
        List<String> target =
                targets.isEmpty() || parent == null ? List.of() : target(table, parent, key, row, targets);
        boolean none = target.isEmpty() || random.nextDouble() < shape.nulls;
        for (int i = 0; i < key.columns().size(); i++) {
            int at = table.position(key.columns().get(i));
            int from = parent == null
                    ? -1
                    : parent.position(key.referencedColumns().get(i));
            if (at < 0) {
                continue;
            }
            boolean nullable = !table.columns().get(at).column().notNull();
            if (none && nullable) {
                row.set(at, "NULL");
            } else if (!target.isEmpty() && from >= 0) {
                row.set(at, target.get(from));
            }
        }
    }

    /** A row with the key that was wished for, when there is one; else any. */
    private List<String> target(
            EdgeTable table, EdgeTable parent, Constraint key, List<String> row, List<List<String>> targets) {
        int at = table.position(key.columns().get(0));
        int from = parent.position(key.referencedColumns().get(0));
        if (at >= 0 && from >= 0) {
            List<List<String>> wished = targets.stream()
                    .filter(candidate -> candidate.get(from).equals(row.get(at)))
                    .toList();
            if (!wished.isEmpty()) {
                return wished.get(random.nextInt(wished.size()));
            }
        }
        return targets.get(random.nextInt(targets.size()));
    }
}
