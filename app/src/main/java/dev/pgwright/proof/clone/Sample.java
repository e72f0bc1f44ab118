package dev.pgwright.proof.clone;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexEstimate;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which rows of each table a sample has: small tables whole, of large ones pages drawn at random (TABLESAMPLE SYSTEM,
 * so that only these are read) and rows of the most common values of columns that an index leads to; then every row
 * that a row of the sample refers to by a foreign key.
 */
final class Sample {
    /** A table of at most that share of the sample is taken whole. */
    private static final double SMALL = 0.01;

    private static final long SMALLEST_BYTES = 256 * 1024;
    /** Common values of a column whose rows are taken, and the share of the table's sample that those of one may be. */
    private static final int HOT_VALUES = 3;

    private static final double HOT_ROWS = 0.05;
    /** Keys that are asked for at a time. */
    private static final int KEYS = 10_000;
    /** Referenced rows may make the sample that many times larger than it was meant to be. */
    private static final int LARGEST_GROWTH = 3;

    private final Snapshot snapshot;
    private final CopyLimits limits;
    private final List<Relation> tables;
    private final double fraction;

    Sample(Snapshot snapshot, List<Relation> tables, CopyLimits limits) {
        this.snapshot = snapshot;
        this.tables = tables;
        this.limits = limits;
        this.fraction = fraction();
    }

    static long bytes(Relation table) {
        return (table.pages() + table.toastPages()) * IndexEstimate.PAGE;
    }

    private boolean isSmall(Relation table) {
        return bytes(table) <= Math.max((double) SMALLEST_BYTES, SMALL * limits.bytes());
    }

    /** Share of the pages of large tables that fits beside the small ones. */
    private double fraction() {
        long small =
                tables.stream().filter(this::isSmall).mapToLong(Sample::bytes).sum();
        long large = tables.stream().mapToLong(Sample::bytes).sum() - small;
        double room = Math.max(0.1 * limits.bytes(), (double) (limits.bytes() - small));
        return large == 0 ? 1 : Math.min(1, room / large);
    }

    /** Share of the rows of large tables, 0 to 1. */
    double share() {
        return fraction;
    }

    /** Query for the rows of a table, those apart that references bring. */
    String query(Relation table, List<Column> columns) {
        String from = " FROM ONLY " + qualified(table.schema(), table.name());
        String select = "SELECT " + RowPipe.names(columns) + from;
        if (isSmall(table) || fraction >= 1) {
            return select;
        }
        List<String> parts = new ArrayList<>();
        parts.add(String.format(
                Locale.ROOT,
                "SELECT ctid%s TABLESAMPLE SYSTEM (%.6f) REPEATABLE (%d)",
                from,
                100 * fraction,
                limits.seed()));
        parts.addAll(hot(table, from));
        // a scan by row identifiers takes each row once (TidListEval in nodeTidscan.c)
        return select + " WHERE ctid = ANY (ARRAY(" + String.join(" UNION ALL ", parts) + "))";
    }

    private List<String> hot(Relation table, String from) {
        long most = (long) Math.ceil(HOT_ROWS * fraction * Math.max(1, table.tuples()));
        List<String> parts = new ArrayList<>();
        for (String column : leadingColumns(table)) {
            String type = snapshot.columnsOf(table.oid()).stream()
                    .filter(c -> c.name().equals(column))
                    .map(Column::type)
                    .findFirst()
                    .orElse("text");
            snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                    .filter(s -> !s.inherited() && s.schema().equals(table.schema()))
                    .filter(s -> s.relation().equals(table.name()) && s.column().equals(column))
                    .map(ColumnStatistics::mostCommonValues)
                    .flatMap(Stream::ofNullable)
                    .forEach(values -> {
                        for (int i = 1; i <= HOT_VALUES; i++) {
                            parts.add("(SELECT ctid" + from + " WHERE " + quote(column) + " = (" + literal(values)
                                    + "::text[])[" + i + "]::" + type + " LIMIT " + most + ")");
                        }
                    });
        }
        return parts;
    }

    private List<String> leadingColumns(Relation table) {
        return snapshot.rows(Facts.INDEX).stream()
                .filter(index -> index.relationOid() == table.oid() && index.valid() && !index.partial())
                .filter(index -> index.accessMethod().equals("btree"))
                .map(Index::keys)
                .map(keys -> keys.get(0).column())
                .flatMap(Stream::ofNullable)
                .distinct()
                .toList();
    }

    /** Brings the rows that others refer to, and those that these refer to, until none is missing. */
    void close(Connection sink, RowPipe pipe, Function<Relation, List<Column>> columns) throws SQLException {
        boolean more = true;
        while (more) {
            more = false;
            for (Constraint key : snapshot.rows(Facts.CONSTRAINT)) {
                if (key.type() == Constraint.Type.FOREIGN_KEY && key.parentOid() == null) {
                    more |= bring(key, sink, pipe, columns);
                }
            }
        }
    }

    private boolean bring(Constraint key, Connection sink, RowPipe pipe, Function<Relation, List<Column>> columns)
            throws SQLException {
        Relation parent = key.referencedOid() == null
                ? null
                : snapshot.relation(key.referencedOid()).orElse(null);
        Relation child = key.relationOid() == null
                ? null
                : snapshot.relation(key.relationOid()).orElse(null);
        if (parent == null || child == null || key.columns().isEmpty()) {
            return false;
        }
        boolean any = false;
        for (List<String> keys = missing(key, child, parent, sink);
                !keys.isEmpty();
                keys = missing(key, child, parent, sink)) {
            long rows = pipe.copy(lookUp(key, parent, columns.apply(parent), keys), parent, columns.apply(parent));
            requireRoom(pipe);
            if (rows == 0) {
                break; // they are missing at the target, too: the key was never validated
            }
            any = true;
        }
        return any;
    }

    private void requireRoom(RowPipe pipe) {
        if (pipe.bytes() > LARGEST_GROWTH * limits.bytes()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "The rows that a sample of " + limits.bytes() / 1_000_000 + " MB refers to are more than "
                            + LARGEST_GROWTH + " times as much",
                    "Give a larger --size, or take a whole copy with --on copy.");
        }
    }

    /** For each column of the key an array literal of values, places alike; empty when nothing is missing. */
    private static List<String> missing(Constraint key, Relation child, Relation parent, Connection sink)
            throws SQLException {
        String columns = key.columns().stream().map(c -> "c." + quote(c)).collect(Collectors.joining(", "));
        List<String> notNull = new ArrayList<>();
        List<String> same = new ArrayList<>();
        List<String> arrays = new ArrayList<>();
        for (int i = 0; i < key.columns().size(); i++) {
            String column = "c." + quote(key.columns().get(i));
            notNull.add(column + " IS NOT NULL");
            same.add("p." + quote(key.referencedColumns().get(i)) + " = " + column);
            arrays.add("array_agg(k" + i + "::text)::text");
        }
        String names =
                IntStream.range(0, key.columns().size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String sql = "SELECT " + String.join(", ", arrays) + " FROM (SELECT DISTINCT " + columns + " FROM "
                + qualified(child.schema(), child.name()) + " AS c WHERE " + String.join(" AND ", notNull)
                + " AND NOT EXISTS (SELECT FROM " + qualified(parent.schema(), parent.name()) + " AS p WHERE "
                + String.join(" AND ", same) + ") LIMIT " + KEYS + ") AS m (" + names + ")";
        try (Statement statement = sink.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            List<String> found = new ArrayList<>();
            for (int i = 1; i <= key.columns().size(); i++) {
                if (row.getString(i) != null) {
                    found.add(row.getString(i));
                }
            }
            return found;
        }
    }

    private String lookUp(Constraint key, Relation parent, List<Column> columns, List<String> arrays) {
        List<String> unnested = new ArrayList<>();
        List<String> same = new ArrayList<>();
        for (int i = 0; i < arrays.size(); i++) {
            String name = key.referencedColumns().get(i);
            String type = snapshot.columnsOf(parent.oid()).stream()
                    .filter(c -> c.name().equals(name))
                    .map(Column::type)
                    .findFirst()
                    .orElse("text");
            unnested.add(literal(arrays.get(i)) + "::" + type.replaceAll("\\([^)]*\\)", "") + "[]");
            same.add("p." + quote(name) + " = k.k" + i);
        }
        String names = IntStream.range(0, arrays.size()).mapToObj(i -> "k" + i).collect(Collectors.joining(", "));
        String only = parent.kind() == Relation.Kind.PARTITIONED_TABLE ? "" : "ONLY ";
        return "SELECT " + columns.stream().map(c -> "p." + quote(c.name())).collect(Collectors.joining(", "))
                + " FROM " + only + qualified(parent.schema(), parent.name()) + " AS p JOIN unnest("
                + String.join(", ", unnested) + ") AS k (" + names + ") ON " + String.join(" AND ", same);
    }
}
