package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.RelativeTo;
import dev.pgwright.batch.score.Component.Shape;
import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.batch.score.Component.Unit;
import dev.pgwright.batch.score.Component.Weights;
import dev.pgwright.batch.score.ScoreSpec.Condition;
import dev.pgwright.batch.score.ScoreSpec.Order;
import dev.pgwright.batch.score.ScoreSpec.Output;
import dev.pgwright.batch.score.ScoreSpec.Source;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Reads scoring descriptions; all that is wrong with one is told at once. */
public final class SpecFile {
    private static final int USUAL_DECIMALS = 2;
    private static final int MOST_DECIMALS = 6;
    private static final int USUAL_TOP = 40;
    private static final int MOST_TOP = 100_000;
    private static final int SHOWN_PROBLEMS = 12;

    private static final YAMLMapper MAPPER = YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .build();

    private final List<String> problems = new ArrayList<>();

    private SpecFile() {}

    /**
     * The description in a file.
     *
     * @throws PgwrightException BAD_FILE naming each thing that is wrong
     */
    public static ScoreSpec read(Path file) {
        try {
            return parse(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE, file + " cannot be read", "Give the file of a scoring description.", e);
        }
    }

    /**
     * A description.
     *
     * @param label what messages call it
     */
    public static ScoreSpec parse(String yaml, String label) {
        JsonNode tree;
        try {
            tree = MAPPER.readTree(yaml);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new PgwrightException(
                    ErrorCode.BAD_FILE, label + " cannot be read as YAML: line " + line, "Correct that line.", e);
        }
        SpecFile file = new SpecFile();
        ScoreSpec spec = file.spec(new YamlFields(tree, "", file.problems));
        refuse(label, file.problems);
        return spec;
    }

    /** Throws when there are problems. */
    static void refuse(String label, List<String> problems) {
        if (!problems.isEmpty()) {
            List<String> shown = problems.subList(0, Math.min(problems.size(), SHOWN_PROBLEMS));
            String rest = problems.size() > shown.size() ? "; and " + (problems.size() - shown.size()) + " more" : "";
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The scoring description " + label + " cannot be used: " + String.join("; ", shown) + rest,
                    "Correct it; docs/batch-score.md describes every field.");
        }
    }

    private ScoreSpec spec(YamlFields fields) {
        Source items = source(fields.mapping("items"), true);
        Source users = source(fields.mapping("users"), false);
        List<Component> components = new ArrayList<>();
        fields.mappings("components").forEach(part -> components.add(component(part)));
        checkWeights(components);
        YamlFields out = fields.mapping("output");
        Output output = new Output(
                relation(out, "view"),
                orElse(out.optionalText("user"), "user_id"),
                orElse(out.optionalText("item"), "item_id"));
        out.finish();
        ScoreSpec spec = new ScoreSpec(
                items,
                users,
                List.copyOf(components),
                fields.whole("decimals", USUAL_DECIMALS, 0, MOST_DECIMALS),
                fields.whole("top", USUAL_TOP, 1, MOST_TOP),
                output,
                moment(fields));
        fields.finish();
        return spec;
    }

    private static String orElse(@Nullable String value, String usual) {
        return value == null ? usual : value;
    }

    private static @Nullable String moment(YamlFields fields) {
        String text = fields.optionalText("as_of");
        if (text != null) {
            try {
                return OffsetDateTime.parse(text).toString();
            } catch (DateTimeParseException e) {
                fields.problem("as_of", "is not a moment such as 2026-01-31T00:00:00Z");
            }
        }
        return null;
    }

    private void checkWeights(List<Component> components) {
        if (components.isEmpty()) {
            problems.add("components is missing or empty");
            return;
        }
        BigDecimal sum = BigDecimal.ZERO;
        for (Component component : components) {
            sum = sum.add(component.weight());
            if (component.weight().scale() > MOST_DECIMALS || component.weight().signum() < 0) {
                problems.add("the weight of " + component.name() + " is not a number from 0 to 1 with up to "
                        + MOST_DECIMALS + " decimals");
            }
        }
        if (sum.compareTo(BigDecimal.ONE) != 0) {
            problems.add("the weights of the components sum to "
                    + sum.stripTrailingZeros().toPlainString() + ", not to 1");
        }
        long names = components.stream().map(Component::name).distinct().count();
        if (names < components.size()) {
            problems.add("two components have the same name");
        }
    }

    private static String relation(YamlFields fields, String name) {
        String value = fields.text(name);
        if (!value.isEmpty() && value.split("\\.", -1).length != 2) {
            fields.problem(name, "is \"" + value + "\", not a schema and a name with a point between");
        }
        return value;
    }

    private static Source source(YamlFields fields, boolean ordered) {
        List<Condition> where = new ArrayList<>();
        for (YamlFields row : fields.mappings("where")) {
            where.add(new Condition(
                    row.text("column"),
                    row.optionalTexts("in"),
                    row.optionalText("min"),
                    row.optionalText("max"),
                    row.optionalFlag("present")));
            row.finish();
        }
        List<Order> order = new ArrayList<>();
        if (ordered) {
            for (YamlFields row : fields.mappings("order")) {
                order.add(new Order(row.text("column"), Boolean.TRUE.equals(row.optionalFlag("descending"))));
                row.finish();
            }
        }
        Source source = new Source(relation(fields, "from"), fields.text("id"), List.copyOf(where), List.copyOf(order));
        fields.finish();
        return source;
    }

    private Component component(YamlFields f) {
        String kind = f.text("kind");
        String name = f.text("name");
        BigDecimal weight = f.number("weight").stripTrailingZeros();
        BigDecimal missing = orZero(f.optionalNumber("missing"));
        Component component = switch (kind) {
            case "value" -> new Component.Value(name, weight, column(f, "of"), missing);
            case "lookup" ->
                new Component.Lookup(
                        name, weight, column(f, "of"), relation(f, "table"), f.text("key"), f.text("value"), missing);
            case "piecewise" ->
                new Component.Piecewise(
                        name,
                        weight,
                        column(f, "of"),
                        f.has("minus") ? column(f, "minus") : null,
                        f.points("points"),
                        f.choice("shape", Shape.class, Shape.STEPS),
                        missing);
            case "freshness" ->
                new Component.Freshness(
                        name,
                        weight,
                        column(f, "of"),
                        f.choice("unit", Unit.class, Unit.DAY),
                        f.points("points"),
                        f.choice("shape", Shape.class, Shape.STEPS),
                        missing);
            case "matrix" -> matrix(f, name, weight, missing);
            case "overlap" -> overlap(f, name, weight, missing);
            default -> constant(f, kind, name, weight);
        };
        f.finish();
        return component;
    }

    private static Component constant(YamlFields f, String kind, String name, BigDecimal weight) {
        if (!kind.equals("constant") && !kind.isEmpty()) {
            f.problem(
                    "kind",
                    "is \"" + kind + "\", not one of constant, value, lookup, piecewise, freshness, matrix,"
                            + " overlap");
        }
        return new Component.Constant(name, weight, f.number("points"));
    }

    private static Component matrix(YamlFields f, String name, BigDecimal weight, BigDecimal missing) {
        return new Component.Matrix(
                name,
                weight,
                f.text("user"),
                f.text("item"),
                relation(f, "table"),
                f.text("row"),
                f.text("column"),
                f.text("value"),
                missing);
    }

    private static Component overlap(YamlFields f, String name, BigDecimal weight, BigDecimal missing) {
        Weights weights = null;
        if (f.has("weights")) {
            YamlFields w = f.mapping("weights");
            weights = new Weights(relation(w, "table"), w.text("key"), w.text("value"));
            w.finish();
        }
        BigDecimal full = f.number("full");
        RelativeTo relative = f.choice("relative_to", RelativeTo.class, RelativeTo.USER);
        return new Component.Overlap(name, weight, f.text("user"), f.text("item"), weights, relative, full, missing);
    }

    private static BigDecimal orZero(@Nullable BigDecimal number) {
        return number == null ? BigDecimal.ZERO : number;
    }

    private static ColumnOf column(YamlFields f, String name) {
        String text = f.text(name);
        for (Side side : Side.values()) {
            if (text.startsWith(side.word() + ".")) {
                return new ColumnOf(side, text.substring(side.word().length() + 1));
            }
        }
        if (!text.isEmpty()) {
            f.problem(name, "is \"" + text + "\", not item.COLUMN or user.COLUMN");
        }
        return new ColumnOf(Side.ITEM, text);
    }
}
