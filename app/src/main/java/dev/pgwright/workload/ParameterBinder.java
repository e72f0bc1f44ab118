package dev.pgwright.workload;

import dev.pgwright.pgquery.SqlEdits;
import dev.pgwright.pgquery.TextRange;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.workload.Place.Use;
import dev.pgwright.workload.StatementOrigin.Binding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Chooses a literal for each parameter, common values or rare ones. */
final class ParameterBinder {
    /** Values in an array or list whose length is not known. */
    private static final int LIST_LENGTH = 3;

    private static final int FRAGMENT_CHARS = 3;

    /** Limits that applications use; the smallest that holds the rows of a call is taken. */
    private static final int[] USUAL_LIMITS = {1, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 5000, 10_000};

    private static final int DEFAULT_LIMIT = 20;
    private static final Set<Use> SKEWED = Set.of(Use.VALUE, Use.VALUES);

    private final String sql;
    private final Map<Integer, Place> places;
    private final List<ParameterPlaces.Spot> spots;
    private final KnownColumns columns;
    private final double rowsPerCall;
    private final boolean rare;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Integer, Binding> bindings = new TreeMap<>();

    private ParameterBinder(
            String sql, ParameterPlaces places, KnownColumns columns, double rowsPerCall, boolean rare) {
        this.sql = sql;
        this.places = places.places();
        this.spots = places.spots();
        this.columns = columns;
        this.rowsPerCall = rowsPerCall;
        this.rare = rare;
    }

    /**
     * Literals by parameter; none for one of which too little is known.
     *
     * @param rowsPerCall rows that a call gives on average; NaN when nobody counted
     */
    static Map<Integer, Binding> bind(
            String sql, ParameterPlaces places, KnownColumns columns, double rowsPerCall, boolean rare) {
        ParameterBinder binder = new ParameterBinder(sql, places, columns, rowsPerCall, rare);
        places.places().forEach((number, place) -> binder.bind(number, place, isList(places, number)));
        return binder.bindings;
    }

    private static boolean isList(ParameterPlaces places, int number) {
        return places.spots().stream().anyMatch(spot -> spot.number() == number && spot.list());
    }

    /** Share of the calls that ask for common values, by the column whose values differ most in frequency. */
    static double commonShare(ParameterPlaces places, KnownColumns columns) {
        return places.places().values().stream()
                .flatMap(place -> place instanceof Place.Meets meets && SKEWED.contains(meets.use())
                        ? columns.values(meets.column()).stream()
                        : Stream.empty())
                .max((one, other) -> Double.compare(skew(one), skew(other)))
                .map(ColumnValues::commonShare)
                .orElse(0.5);
    }

    private static double skew(ColumnValues values) {
        ColumnValues.Value often = values.common(0);
        ColumnValues.Value seldom = values.rare(0);
        if (often == null || seldom == null || !(often.frequency() > 0) || !(seldom.frequency() > 0)) {
            return 0;
        }
        return often.frequency() / seldom.frequency();
    }

    private void bind(int number, Place place, boolean list) {
        if (!columns.haveValues()) {
            return;
        }
        if (place instanceof Place.Meets meets) {
            columns.values(meets.column())
                    .flatMap(values -> meeting(number, meets, values, list))
                    .ifPresent(binding -> bindings.put(number, binding));
        } else if (place instanceof Place.Constant constant) {
            bindings.put(number, constant(number, constant.literal()));
        } else if (place instanceof Place.Limit) {
            bindings.put(number, constant(number, String.valueOf(limit())));
        } else if (place instanceof Place.Offset) {
            bindings.put(number, constant(number, "0"));
        } else if (place instanceof Place.Period) {
            bindings.put(number, constant(number, rare ? "'1 day'" : "'30 days'"));
        }
    }

    private static Binding constant(int number, String literal) {
        return new Binding(number, "", literal, Double.NaN);
    }

    private int limit() {
        return rowsPerCall > 0
                ? IntStream.of(USUAL_LIMITS)
                        .filter(usual -> usual >= rowsPerCall)
                        .findFirst()
                        .orElse(USUAL_LIMITS[USUAL_LIMITS.length - 1])
                : DEFAULT_LIMIT;
    }

    private Optional<Binding> meeting(int number, Place.Meets meets, ColumnValues values, boolean list) {
        String column = meets.column().toString();
        return switch (meets.use()) {
            case VALUE ->
                list ? listed(number, column, values, ", ") : one(number, meets, values, value(values, next(column)));
            case LOW -> one(number, meets, values, values.quantile(rare ? 0.99 : 0.9));
            case HIGH -> one(number, meets, values, values.quantile(hasLow(meets) ? 1 : rare ? 0.01 : 0.1));
            case VALUES -> array(number, column, values);
            case PATTERN, FRAGMENT -> text(number, meets.use(), column, values);
            case ELEMENT -> element(number, column, values.element(next(column), rare));
            case ELEMENTS -> elements(number, column, values);
            case LEXEME -> lexeme(number, column, values.element(next(column), rare));
            case WRITTEN -> written(number, column, values);
        };
    }

    /** The n-th parameter of a column takes its n-th value: {@code status IN ($1, $2)} asks for two. */
    private int next(String column) {
        return taken.merge(column, 1, Integer::sum) - 1;
    }

    private ColumnValues.@Nullable Value value(ColumnValues values, int n) {
        return rare ? values.rare(n) : values.common(n);
    }

    private boolean hasLow(Place.Meets high) {
        return places.values().stream()
                .anyMatch(place -> place instanceof Place.Meets other
                        && other.use() == Use.LOW
                        && other.column().equals(high.column()));
    }

    private Optional<Binding> one(
            int number, Place.Meets meets, ColumnValues values, ColumnValues.@Nullable Value value) {
        if (value == null) {
            return Optional.empty();
        }
        String literal = values.literal(value.text());
        String column = meets.column().toString();
        return meets.around().isEmpty()
                ? Optional.of(new Binding(number, column, literal, value.frequency()))
                : around(meets.around().get(), literal).map(text -> new Binding(number, column, text, Double.NaN));
    }

    /** The expression with the literal for its column; none when it has a parameter of which nothing is known. */
    private Optional<String> around(Place.Around around, String literal) {
        TextRange whole = around.expression();
        SqlEdits edits = new SqlEdits(whole.of(sql)).replace(within(whole, around.column()), "(" + literal + ")");
        for (ParameterPlaces.Spot spot : spots) {
            if (spot.range().start() >= whole.start() && spot.range().end() <= whole.end()) {
                if (!(places.get(spot.number()) instanceof Place.Constant constant)) {
                    return Optional.empty();
                }
                edits.replace(within(whole, spot.range()), constant.literal());
            }
        }
        return Optional.of(edits.apply());
    }

    private static TextRange within(TextRange whole, TextRange part) {
        return new TextRange(part.start() - whole.start(), part.end() - whole.start());
    }

    private List<ColumnValues.Value> several(ColumnValues values) {
        return IntStream.range(0, LIST_LENGTH)
                .mapToObj(n -> Optional.ofNullable(value(values, n)))
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private static double sum(List<ColumnValues.Value> values) {
        return values.stream().mapToDouble(ColumnValues.Value::frequency).sum();
    }

    private Optional<Binding> listed(int number, String column, ColumnValues values, String separator) {
        List<ColumnValues.Value> some = several(values);
        String text = String.join(
                separator,
                some.stream().map(value -> values.literal(value.text())).toList());
        return some.isEmpty() ? Optional.empty() : Optional.of(new Binding(number, column, text, sum(some)));
    }

    private Optional<Binding> array(int number, String column, ColumnValues values) {
        List<ColumnValues.Value> some = several(values);
        String text =
                values.arrayLiteral(some.stream().map(ColumnValues.Value::text).toList());
        return some.isEmpty() ? Optional.empty() : Optional.of(new Binding(number, column, text, sum(some)));
    }

    private Optional<Binding> text(int number, Use use, String column, ColumnValues values) {
        ColumnValues.Value value = value(values, next(column));
        if (value == null || !values.category().equals("S")) {
            return Optional.empty();
        }
        String letters = value.text()
                .chars()
                .takeWhile(c -> Character.isLetterOrDigit(c) || c == ' ')
                .limit(rare ? value.text().length() : FRAGMENT_CHARS)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        String text = Identifiers.literal(use == Use.PATTERN ? letters + "%" : letters);
        return letters.isBlank() ? Optional.empty() : Optional.of(new Binding(number, column, text, Double.NaN));
    }

    private static Optional<Binding> element(int number, String column, @Nullable String element) {
        return Optional.ofNullable(element)
                .map(text ->
                        new Binding(number, column, Identifiers.literal(text).strip(), Double.NaN));
    }

    private Optional<Binding> elements(int number, String column, ColumnValues values) {
        String range = values.range();
        if (range != null) {
            return Optional.of(new Binding(number, column, values.literal(range), Double.NaN));
        }
        String element = values.element(next(column), rare);
        return values.category().equals("A") && element != null
                ? Optional.of(new Binding(
                        number,
                        column,
                        "ARRAY[" + Identifiers.literal(element).strip() + "]::"
                                + values.column().type(),
                        Double.NaN))
                : Optional.empty();
    }

    /** In quotes of its own: a lexeme may hold what is an operator in a tsquery. */
    private static Optional<Binding> lexeme(int number, String column, @Nullable String lexeme) {
        boolean word = lexeme != null && lexeme.chars().allMatch(Character::isLetterOrDigit);
        return word ? element(number, column, lexeme) : Optional.empty();
    }

    private Optional<Binding> written(int number, String column, ColumnValues values) {
        ColumnValues.Value value = values.common(0);
        return value == null
                ? Constants.of(values).map(literal -> new Binding(number, column, literal, Double.NaN))
                : Optional.of(new Binding(number, column, values.literal(value.text()), Double.NaN));
    }
}
