package dev.pgwright.twin;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.DataType;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks up what a snapshot knows of an index's columns. */
final class KeyColumns {
    /** Rows that ANALYZE draws for each unit of the statistics target (std_typanalyze in analyze.c). */
    private static final int ROWS_PER_TARGET = 300;

    private static final int USUAL_TARGET = 100;

    /** Distinct values of a column that was never analyzed (DEFAULT_NUM_DISTINCT in selfuncs.h). */
    private static final double UNKNOWN_DISTINCT = 200;

    /** Physical order so near to the values' order that equal values lie side by side. */
    private static final double CLUSTERED = 0.9999;

    /** A few common values may be special ones; these many are the top of a decline. */
    private static final int FEWEST_COMMON = 3;

    /** Rows of the sample that a value has which is listed with little to spare. */
    private static final double BARELY_LISTED = 30;

    /** Share of the list that chance may explain. */
    private static final double BY_CHANCE = 0.05;

    private static final int VARLENA_HEADER = 4;

    private final Snapshot snapshot;
    private final Map<String, ColumnStatistics> statistics = new HashMap<>();
    private final Map<String, DataType> types = new HashMap<>();
    private final Map<String, KeyColumn> columns = new ConcurrentHashMap<>();
    private final Distincts distincts;
    private final int usualTarget;

    KeyColumns(Snapshot snapshot, Distincts distincts) {
        this.snapshot = snapshot;
        this.distincts = distincts;
        for (ColumnStatistics one : snapshot.rows(Facts.COLUMN_STATISTICS)) {
            // those of the table's own rows are of use, not those with its children's; only partitioned tables lack
            // them
            statistics.merge(key(one.schema(), one.relation(), one.column()), one, (a, b) -> a.inherited() ? b : a);
        }
        for (DataType type : snapshot.rows(Facts.DATA_TYPE)) {
            types.put(type.schema() + "." + type.name(), type);
            types.putIfAbsent(type.name(), type);
        }
        usualTarget = snapshot.setting("default_statistics_target")
                .map(Setting::value)
                .map(Integer::valueOf)
                .orElse(USUAL_TARGET);
    }

    private static String key(String schema, String relation, String column) {
        return schema + '\0' + relation + '\0' + column;
    }

    /** What is known of a key of an index on that table. */
    KeyColumn of(Relation table, IndexShape.Key key) {
        String name = key.name();
        return name == null ? expression(table, key) : column(table, name);
    }

    /** What is known of a column. */
    KeyColumn column(Relation table, String name) {
        return columns.computeIfAbsent(key(table.schema(), table.name(), name), key -> look(table, name));
    }

    private KeyColumn look(Relation table, String name) {
        Column column = snapshot.columnsOf(table.oid()).stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new PgwrightException(
                        ErrorCode.UNKNOWN_NAME,
                        "Table " + table.schema() + "." + table.name() + " has no column " + name,
                        "Correct the index, or take the snapshot again."));
        ColumnStatistics known = statistics.get(key(table.schema(), table.name(), name));
        String type = baseType(column.type());
        int target = column.statisticsTarget() == null ? usualTarget : column.statisticsTarget();
        boolean variable = column.lengthBytes() < 0 || type.equals("name");
        return new KeyColumn(
                name,
                known == null ? 0 : known.nullFraction(),
                distinct(table, column, known, target),
                known == null ? List.of() : known.mostCommonFrequencies(),
                known != null && declines(known, table.tuples(), target),
                variable ? StoredWidths.of(type, known) : Spread.of(column.lengthBytes()),
                type.equals("name") ? 1 : StoredTypes.alignment(column.alignment()),
                variable,
                equalImage(type),
                isClustered(known));
    }

    /** The base type of a key without modifiers; text for an expression whose type the caller does not know. */
    String type(Relation table, IndexShape.Key key) {
        String type = snapshot.columnsOf(table.oid()).stream()
                .filter(one -> one.name().equals(key.name()))
                .map(Column::type)
                .findFirst()
                .orElse(Objects.requireNonNullElse(key.type(), "text"));
        return StoredTypes.bare(baseType(type));
    }

    /** The entries of a GIN index on that key, for so many rows. */
    List<GinSize.Entries> entries(Relation table, IndexShape.Key key, double rows) {
        String name = key.name();
        ColumnStatistics known =
                name == null ? ofExpression(table, key) : statistics.get(key(table.schema(), table.name(), name));
        double share = table.tuples() > 0 ? rows / table.tuples() : 1;
        return GinEntries.of(
                type(table, key),
                key.operatorClass(),
                known,
                rows,
                of(table, key).distinct() * Math.min(1, share));
    }

    private double distinct(Relation table, Column column, @Nullable ColumnStatistics known, int target) {
        double rows = Math.max(0, table.tuples());
        double filled = rows * (1 - (known == null ? 0 : known.nullFraction()));
        if (distincts.isUnique(table.oid(), List.of(column.name()))) {
            return filled;
        }
        double most = Math.min(filled, distincts.limit(table.oid(), List.of(column.name())));
        if (column.type().equals("boolean")) {
            most = Math.min(most, 2);
        }
        if (known == null || known.nDistinct() == 0) {
            return Math.min(UNKNOWN_DISTINCT, most);
        }
        double estimate = known.nDistinct() < 0 ? -known.nDistinct() * rows : known.nDistinct();
        double sample = (double) ROWS_PER_TARGET * target * (1 - known.nullFraction());
        boolean declines = declines(known, rows, target);
        estimate = new AnalyzedDistinct(filled, table.pages(), sample, isClustered(known))
                .corrected(
                        estimate,
                        distinct -> ValueGroups.filled(
                                known.nullFraction(), known.mostCommonFrequencies(), declines, distinct, rows));
        return Math.max(Math.min(1, filled), Math.min(estimate, most));
    }

    /**
     * Whether values go on to get rarer beyond the list of common ones. So they do where the list ends at its longest,
     * and where its last value is barely common enough to be listed (analyze_mcv_list in analyze.c), yet far more
     * common than chance makes any of equally common values.
     */
    private static boolean declines(ColumnStatistics known, double rows, int target) {
        List<Double> common = known.mostCommonFrequencies();
        if (common.size() >= target) {
            return true;
        }
        double sample = Math.min(rows, (double) ROWS_PER_TARGET * target);
        double last = common.isEmpty() ? 0 : common.get(common.size() - 1) * sample;
        if (common.size() < FEWEST_COMMON || last > BARELY_LISTED) {
            return false;
        }
        double rest = 1
                - known.nullFraction()
                - common.stream().mapToDouble(Double::doubleValue).sum();
        double values = (known.nDistinct() < 0 ? -known.nDistinct() * rows : known.nDistinct()) - common.size();
        double rate = rest * sample / Math.max(1, values);
        double chance = Math.exp(-rate);
        double fewer = 0;
        for (int n = 0; n < Math.round(last); n++) {
            fewer += chance;
            chance *= rate / (n + 1);
        }
        return values * Math.max(0, 1 - fewer) < BY_CHANCE * common.size();
    }

    private static boolean isClustered(@Nullable ColumnStatistics known) {
        Double order = known == null ? null : known.correlation();
        return order != null && Math.abs(order) >= CLUSTERED;
    }

    private KeyColumn expression(Relation table, IndexShape.Key key) {
        double rows = Math.max(0, table.tuples());
        ColumnStatistics known = ofExpression(table, key);
        if (known == null || key.type() == null) {
            return expressions(table, rows).read(Objects.requireNonNullElse(key.expression(), ""), key.type());
        }
        String type = baseType(key.type());
        StoredTypes.Layout layout = StoredTypes.layout(type);
        boolean variable = layout.length() < 0;
        double distinct = known.nDistinct() < 0 ? -known.nDistinct() * rows : known.nDistinct();
        return new KeyColumn(
                null,
                known.nullFraction(),
                Math.min(distinct == 0 ? UNKNOWN_DISTINCT : distinct, rows),
                known.mostCommonFrequencies(),
                known.mostCommonFrequencies().size() >= usualTarget,
                variable ? StoredWidths.of(type, known) : Spread.of(layout.length()),
                layout.alignment(),
                variable,
                equalImage(type),
                isClustered(known));
    }

    private ExpressionKeys expressions(Relation table, double rows) {
        Function<String, Optional<KeyColumn>> columns = name -> snapshot.columnsOf(table.oid()).stream()
                        .anyMatch(one -> one.name().equals(name))
                ? Optional.of(asText(table, column(table, name)))
                : Optional.empty();
        JsonFields fields = new JsonFields(
                name -> Optional.ofNullable(statistics.get(key(table.schema(), table.name(), name))), columns);
        return new ExpressionKeys(columns, fields, rows);
    }

    /** What functions see of a column: one of character(n) is cast to text for them. */
    private KeyColumn asText(Relation table, KeyColumn column) {
        String name = Objects.requireNonNull(column.column());
        String type = type(table, IndexShape.Key.column(name));
        if (!type.equals("character") && !type.equals("bpchar")) {
            return column;
        }
        Spread widths = StoredWidths.withoutPadding(statistics.get(key(table.schema(), table.name(), name)));
        return widths.isEmpty() ? column : column.withWidths(widths);
    }

    /** Statistics of the same expression in an index that exists. */
    private @Nullable ColumnStatistics ofExpression(Relation table, IndexShape.Key key) {
        for (Index index : snapshot.indexesOf(table.oid())) {
            for (int i = 0; i < index.keys().size(); i++) {
                String there = index.keys().get(i).expression();
                if (there != null && key.expression() != null && plain(there).equals(plain(key.expression()))) {
                    return ofIndexColumn(index);
                }
            }
        }
        return null;
    }

    /** The statistics of an index with one expression; which of several is meant they do not tell. */
    private @Nullable ColumnStatistics ofIndexColumn(Index index) {
        List<ColumnStatistics> all = snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .filter(one ->
                        one.schema().equals(index.schema()) && one.relation().equals(index.name()))
                .toList();
        long expressions =
                index.keys().stream().filter(one -> one.column() == null).count();
        return expressions == 1 && all.size() == 1 ? withoutLongHeader(all.get(0)) : null;
    }

    /** Expressions are analyzed as computed, with a header of four bytes, and stored with one of one. */
    private static ColumnStatistics withoutLongHeader(ColumnStatistics s) {
        int width = s.averageWidthBytes();
        int stored =
                width <= KeyColumn.LONGEST_SHORT + VARLENA_HEADER - 1 ? Math.max(1, width - VARLENA_HEADER + 1) : width;
        return new ColumnStatistics(
                s.schema(),
                s.relation(),
                s.column(),
                s.inherited(),
                s.nullFraction(),
                stored,
                s.nDistinct(),
                s.mostCommonValues(),
                s.mostCommonFrequencies(),
                s.histogramBounds(),
                s.correlation(),
                s.mostCommonElements(),
                s.mostCommonElementFrequencies(),
                s.elementCountHistogram(),
                s.rangeLengthHistogram(),
                s.rangeEmptyFraction(),
                s.rangeBoundsHistogram());
    }

    private static String plain(String expression) {
        String text = expression.replaceAll("\\s+", "");
        while (text.startsWith("(") && text.endsWith(")") && text.lastIndexOf('(') == text.indexOf('(')) {
            text = text.substring(1, text.length() - 1);
        }
        return text;
    }

    /** The type below domains. */
    private String baseType(String type) {
        DataType found = types.get(StoredTypes.bare(type).replace("\"", ""));
        return found != null && found.kind() == DataType.Kind.DOMAIN && found.baseType() != null
                ? baseType(found.baseType())
                : type;
    }

    private boolean equalImage(String type) {
        DataType own = types.get(StoredTypes.bare(type).replace("\"", ""));
        return own == null ? StoredTypes.equalImage(type) : own.kind() == DataType.Kind.ENUM;
    }
}
