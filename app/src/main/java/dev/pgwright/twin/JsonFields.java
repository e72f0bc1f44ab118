package dev.pgwright.twin;

import dev.pgwright.snapshot.ColumnStatistics;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the values in a table's statistics show: fields of documents, and the span of moments. */
final class JsonFields {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .appendPattern("yyyy-MM-dd[ HH:mm:ss]")
            .appendFraction(ChronoField.MICRO_OF_SECOND, 0, 6, true)
            .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
            .parseDefaulting(ChronoField.MINUTE_OF_HOUR, 0)
            .parseDefaulting(ChronoField.SECOND_OF_MINUTE, 0)
            .toFormatter(Locale.ROOT);

    private final Function<String, Optional<ColumnStatistics>> statistics;
    private final Function<String, Optional<KeyColumn>> columns;

    JsonFields(Function<String, Optional<ColumnStatistics>> statistics, Function<String, Optional<KeyColumn>> columns) {
        this.statistics = statistics;
        this.columns = columns;
    }

    /** {@code column -> 'a' ->> 'b'} as text; nothing for any other expression, and without values to look at. */
    Optional<KeyColumn> read(JsonNode expression) {
        List<String> path = new ArrayList<>();
        JsonNode node = expression;
        while (node.has("A_Expr")) {
            JsonNode operator = node.path("A_Expr");
            String name =
                    operator.path("name").path(0).path("String").path("sval").asString("");
            if (!name.equals("->>") && !name.equals("->")) {
                return Optional.empty();
            }
            path.add(0, constant(operator.path("rexpr")));
            node = operator.path("lexpr");
        }
        JsonNode fields = node.path("ColumnRef").path("fields");
        String column =
                fields.path(fields.size() - 1).path("String").path("sval").asString("");
        return statistics.apply(column).flatMap(known -> ofDocuments(column, known, path));
    }

    /** The text of a constant, cast or not; empty for anything else. */
    static String constant(JsonNode node) {
        JsonNode plain = node.has("TypeCast") ? node.path("TypeCast").path("arg") : node;
        return plain.path("A_Const").path("sval").path("sval").asString("");
    }

    private Optional<KeyColumn> ofDocuments(String column, ColumnStatistics known, List<String> path) {
        Map<String, Double> shares = new HashMap<>();
        double missing = known.nullFraction();
        int seen = 0;
        for (Weighted document : documents(known)) {
            seen++;
            Optional<String> value = field(document.text, path);
            if (value.isPresent()) {
                shares.merge(value.get(), document.share, Double::sum);
            } else {
                missing += document.share;
            }
        }
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        Spread widths = new Spread();
        shares.forEach((value, share) -> widths.add(Objects.requireNonNull(StoredTypes.width("text", value)), share));
        boolean closed = shares.size() <= seen / 2; // values come again: there are few others
        double distinct = columns.apply(column).map(KeyColumn::distinct).orElse((double) shares.size());
        return Optional.of(new KeyColumn(
                null,
                Math.min(1, missing),
                closed ? shares.size() : Math.max(shares.size(), distinct * (1 - missing)),
                closed
                        ? shares.values().stream()
                                .sorted(Comparator.reverseOrder())
                                .toList()
                        : List.of(),
                false,
                widths.normalized(),
                4,
                true,
                true,
                false));
    }

    private record Weighted(String text, double share) {}

    private static List<Weighted> documents(ColumnStatistics known) {
        List<Weighted> found = new ArrayList<>();
        double rest = 1 - known.nullFraction();
        List<String> common = ArrayLiteral.elements(known.mostCommonValues());
        for (int i = 0;
                i < Math.min(common.size(), known.mostCommonFrequencies().size());
                i++) {
            double share = known.mostCommonFrequencies().get(i);
            found.add(new Weighted(common.get(i), share));
            rest -= share;
        }
        List<String> bounds = ArrayLiteral.elements(known.histogramBounds());
        for (String bound : bounds) {
            found.add(new Weighted(bound, Math.max(0, rest) / bounds.size()));
        }
        return found;
    }

    private static Optional<String> field(String document, List<String> path) {
        try {
            JsonNode node = MAPPER.readTree(document);
            for (String name : path) {
                node = node.path(name);
            }
            if (node.isMissingNode() || node.isNull()) {
                return Optional.empty();
            }
            return Optional.of(node.isString() ? node.asString() : node.toString());
        } catch (JacksonException e) {
            return Optional.empty(); // a text that statistics cut short
        }
    }

    /** Seconds from a column's least to its greatest moment; infinite when the statistics do not tell. */
    double spanSeconds(String column) {
        List<String> bounds = statistics
                .apply(column)
                .map(known -> ArrayLiteral.elements(known.histogramBounds()))
                .orElse(List.of());
        if (bounds.size() < 2) {
            return Double.POSITIVE_INFINITY;
        }
        try {
            return moment(bounds.get(bounds.size() - 1)) - moment(bounds.get(0));
        } catch (DateTimeParseException e) {
            return Double.POSITIVE_INFINITY;
        }
    }

    private static double moment(String text) {
        String plain = text.replaceFirst("[+-]\\d\\d(:\\d\\d)?$", "");
        return text.matches("\\d{4,}-\\d\\d-\\d\\d.*")
                ? LocalDateTime.parse(plain.length() == 10 ? plain + " 00:00:00" : plain, MOMENT)
                        .toEpochSecond(ZoneOffset.UTC)
                : Double.parseDouble("Infinity");
    }
}
