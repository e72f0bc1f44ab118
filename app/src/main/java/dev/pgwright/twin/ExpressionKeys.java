package dev.pgwright.twin;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the statistics of its columns tell of an expression that no index has yet, and so no statistics of its own. */
final class ExpressionKeys {
    /** Functions that keep nearly every value apart and about as long. */
    private static final Set<String> SAME_TEXT =
            Set.of("lower", "upper", "initcap", "btrim", "ltrim", "rtrim", "unaccent", "reverse", "replace");

    private static final int MD5 = 33;
    private static final double SECONDS_PER_DAY = 86_400;
    private static final double UNKNOWN_DISTINCT = 200;

    private final Function<String, Optional<KeyColumn>> columns;
    private final JsonFields fields;
    private final double rows;

    /**
     * Reads expressions over a table.
     *
     * @param columns what is known of a column by its name
     * @param fields values inside of JSON columns
     */
    ExpressionKeys(Function<String, Optional<KeyColumn>> columns, JsonFields fields, double rows) {
        this.columns = columns;
        this.fields = fields;
        this.rows = rows;
    }

    /** The expression's guess; its type is that of format_type, null when the caller does not know it. */
    KeyColumn read(String expression, @Nullable String type) {
        JsonNode tree = parse(expression);
        return guess(tree).orElseGet(() -> anything(tree, type));
    }

    private static JsonNode parse(String expression) {
        try {
            List<ParsedSql.Statement> statements =
                    SqlText.parser().parse("SELECT " + expression).statements();
            JsonNode select = statements.get(0).node();
            return select.path("targetList").path(0).path("ResTarget").path("val");
        } catch (PgQueryException e) {
            return MissingNode.getInstance(); // then nothing is known but the type
        }
    }

    private Optional<KeyColumn> guess(JsonNode node) {
        if (node.has("ColumnRef")) {
            return columns.apply(columnName(node));
        }
        if (node.has("TypeCast")) {
            return cast(node.path("TypeCast"));
        }
        if (node.has("FuncCall")) {
            return call(node.path("FuncCall"));
        }
        if (node.has("CoalesceExpr")) {
            return guess(node.path("CoalesceExpr").path("args").path(0)).map(ExpressionKeys::withoutNulls);
        }
        return node.has("A_Expr") ? fields.read(node) : Optional.empty();
    }

    private Optional<KeyColumn> cast(JsonNode cast) {
        JsonNode names = cast.path("typeName").path("names");
        String target = names.path(names.size() - 1).path("String").path("sval").asString("");
        return guess(cast.path("arg")).flatMap(inner -> {
            if (target.equals("date")) {
                return Optional.of(truncated(inner, SECONDS_PER_DAY, 4, 4));
            }
            boolean text = target.equals("text") || target.equals("varchar");
            return text && inner.variable() ? Optional.of(asText(inner)) : Optional.empty();
        });
    }

    private Optional<KeyColumn> call(JsonNode call) {
        JsonNode names = call.path("funcname");
        String name = names.path(names.size() - 1).path("String").path("sval").asString("");
        JsonNode arguments = call.path("args");
        if (SAME_TEXT.contains(name)) {
            return guess(arguments.path(0)).map(ExpressionKeys::asText);
        }
        if (name.equals("md5")) {
            return guess(arguments.path(0)).map(inner -> sized(inner, Spread.of(MD5), 4, true));
        }
        if (name.equals("date") && arguments.size() == 1) {
            return guess(arguments.path(0)).map(inner -> truncated(inner, SECONDS_PER_DAY, 4, 4));
        }
        if (name.equals("timezone") && arguments.size() == 2) {
            return guess(arguments.path(1)); // AT TIME ZONE
        }
        if (name.equals("date_trunc") && arguments.size() >= 2) {
            double seconds = seconds(JsonFields.constant(arguments.path(0)).toLowerCase(Locale.ROOT));
            return guess(arguments.path(1)).map(inner -> truncated(inner, seconds, 8, 8));
        }
        return Optional.empty();
    }

    private static double seconds(String unit) {
        return switch (unit) {
            case "minute" -> 60;
            case "hour" -> 3600;
            case "day" -> SECONDS_PER_DAY;
            case "week" -> 7 * SECONDS_PER_DAY;
            case "month" -> 30.4 * SECONDS_PER_DAY;
            case "quarter" -> 91.3 * SECONDS_PER_DAY;
            case "year" -> 365.25 * SECONDS_PER_DAY;
            default -> 1;
        };
    }

    /** Moments cut to a unit: as many as the column's span holds. */
    private KeyColumn truncated(KeyColumn inner, double seconds, int size, int alignment) {
        String column = Objects.requireNonNullElse(inner.column(), "");
        double most = fields.spanSeconds(column) / seconds + 1;
        boolean fewer = most < inner.distinct();
        return new KeyColumn(
                null,
                inner.nullFraction(),
                Math.max(1, Math.min(most, inner.distinct())),
                fewer ? List.of() : inner.commonFrequencies(),
                !fewer && inner.commonIsCut(),
                Spread.of(size),
                alignment,
                false,
                true,
                inner.clustered());
    }

    private static KeyColumn asText(KeyColumn inner) {
        return sized(inner, inner.widths(), 4, true);
    }

    private static KeyColumn sized(KeyColumn inner, Spread widths, int alignment, boolean variable) {
        return new KeyColumn(
                null,
                inner.nullFraction(),
                inner.distinct(),
                inner.commonFrequencies(),
                inner.commonIsCut(),
                widths,
                alignment,
                variable,
                true,
                inner.clustered());
    }

    private static KeyColumn withoutNulls(KeyColumn inner) {
        List<Double> common = new ArrayList<>(inner.commonFrequencies());
        if (inner.nullFraction() > 0) {
            common.add(0, inner.nullFraction());
        }
        return new KeyColumn(
                null,
                0,
                inner.distinct() + (inner.nullFraction() > 0 ? 1 : 0),
                common,
                inner.commonIsCut(),
                inner.widths(),
                inner.alignment(),
                inner.variable(),
                inner.equalImage(),
                false);
    }

    /** Of anything else: its type's size, and as many values as its columns have combinations. */
    private KeyColumn anything(JsonNode tree, @Nullable String type) {
        String known = Objects.requireNonNullElse(type, "text");
        StoredTypes.Layout layout = StoredTypes.layout(known);
        double distinct = 1;
        double filled = 1;
        List<KeyColumn> used = new ArrayList<>();
        for (JsonNode reference : tree.findValues("ColumnRef")) {
            columns.apply(columnName(reference)).ifPresent(used::add);
        }
        for (KeyColumn column : used) {
            distinct *= Math.max(1, column.distinct());
            filled *= 1 - column.nullFraction();
        }
        boolean one = used.size() == 1;
        return new KeyColumn(
                null,
                1 - filled,
                known.equals("boolean") ? 2 : Math.min(used.isEmpty() ? UNKNOWN_DISTINCT : distinct, rows),
                one && !known.equals("boolean") ? used.get(0).commonFrequencies() : List.of(),
                one && used.get(0).commonIsCut(),
                Spread.of(layout.length() < 0 ? StoredTypes.defaultWidth(known) : layout.length()),
                layout.alignment(),
                layout.length() < 0,
                StoredTypes.equalImage(known),
                false);
    }

    /** Of a ColumnRef, or of the node that holds one. */
    private static String columnName(JsonNode node) {
        JsonNode fields = node.has("ColumnRef") ? node.path("ColumnRef").path("fields") : node.path("fields");
        return fields.path(fields.size() - 1).path("String").path("sval").asString("");
    }
}
