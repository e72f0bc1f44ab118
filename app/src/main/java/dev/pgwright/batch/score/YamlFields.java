package dev.pgwright.batch.score;

import dev.pgwright.text.Nearest;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The fields of one mapping in a YAML file, read one by one; what is wrong is noted with its place and read on. */
final class YamlFields {
    private final JsonNode node;
    private final String path;
    private final List<String> problems;
    private final Set<String> known = new HashSet<>();

    YamlFields(JsonNode node, String path, List<String> problems) {
        this.node = node;
        this.path = path;
        this.problems = problems;
        if (!node.isObject()) {
            problems.add((path.isEmpty() ? "the file" : path) + " is not a mapping of names to values");
        }
    }

    private String place(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    void problem(String name, String what) {
        problems.add(place(name) + " " + what);
    }

    private @Nullable JsonNode find(String name) {
        known.add(name);
        JsonNode found = node.get(name);
        return found == null || found.isNull() ? null : found;
    }

    boolean has(String name) {
        return find(name) != null;
    }

    /** A text that must be there; numbers count as what they look like. */
    String text(String name) {
        String value = optionalText(name);
        if (value == null) {
            problem(name, "is missing");
            return "";
        }
        return value;
    }

    @Nullable
    String optionalText(String name) {
        JsonNode found = find(name);
        if (found == null) {
            return null;
        }
        if (found.isContainer() || found.asString().isEmpty()) {
            problem(name, "is not a text");
            return null;
        }
        return found.asString();
    }

    BigDecimal number(String name) {
        BigDecimal value = optionalNumber(name);
        if (value == null && !has(name)) {
            problem(name, "is missing");
        }
        return value == null ? BigDecimal.ZERO : value;
    }

    @Nullable
    BigDecimal optionalNumber(String name) {
        JsonNode found = find(name);
        return found == null ? null : decimal(found, place(name));
    }

    private @Nullable BigDecimal decimal(JsonNode value, String where) {
        boolean finite = value.isNumber() && Double.isFinite(value.doubleValue());
        if (!finite) {
            problems.add(where + " is not a number");
            return null;
        }
        return value.decimalValue();
    }

    int whole(String name, int usual, int least, int most) {
        JsonNode found = find(name);
        if (found == null) {
            return usual;
        }
        if (!found.isIntegralNumber() || found.longValue() < least || found.longValue() > most) {
            problem(name, "is not a whole number from " + least + " to " + most);
            return usual;
        }
        return found.intValue();
    }

    @Nullable
    Boolean optionalFlag(String name) {
        JsonNode found = find(name);
        if (found != null && !found.isBoolean()) {
            problem(name, "is neither true nor false");
        }
        return found == null ? null : Boolean.valueOf(found.asBoolean(false));
    }

    <E extends Enum<E>> E choice(String name, Class<E> type, E usual) {
        String value = optionalText(name);
        if (value == null) {
            return usual;
        }
        List<String> words = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            words.add(constant.name().toLowerCase(Locale.ROOT));
            if (words.get(words.size() - 1).equals(value)) {
                return constant;
            }
        }
        problem(name, "is \"" + value + "\", not one of " + String.join(", ", words));
        return usual;
    }

    @Nullable
    List<String> optionalTexts(String name) {
        JsonNode found = find(name);
        if (found == null) {
            return null;
        }
        List<String> values = new ArrayList<>();
        if (!found.isArray() || found.isEmpty()) {
            problem(name, "is not a list with values");
            return values;
        }
        for (JsonNode value : found) {
            values.add(value.asString());
        }
        return values;
    }

    YamlFields mapping(String name) {
        JsonNode found = find(name);
        if (found == null) {
            problem(name, "is missing");
            return new YamlFields(JsonNodeFactory.instance.objectNode(), place(name), new ArrayList<>());
        }
        return new YamlFields(found, place(name), problems);
    }

    List<YamlFields> mappings(String name) {
        JsonNode found = find(name);
        List<YamlFields> items = new ArrayList<>();
        if (found != null && !found.isArray()) {
            problem(name, "is not a list");
        } else if (found != null) {
            for (int i = 0; i < found.size(); i++) {
                items.add(new YamlFields(found.get(i), place(name) + "[" + (i + 1) + "]", problems));
            }
        }
        return items;
    }

    /** A list of pairs of numbers. */
    List<ScoreSpec.Point> points(String name) {
        JsonNode found = find(name);
        List<ScoreSpec.Point> points = new ArrayList<>();
        if (found == null || !found.isArray() || found.isEmpty()) {
            problem(name, "is not a list of pairs [number, points]");
            return points;
        }
        for (JsonNode pair : found) {
            BigDecimal at = pair.isArray() && pair.size() == 2 ? decimal(pair.get(0), place(name)) : null;
            BigDecimal value = at == null ? null : decimal(pair.get(1), place(name));
            if (at == null || value == null) {
                problem(name, "holds what is not a pair [number, points]");
                return points;
            }
            if (!points.isEmpty() && points.get(points.size() - 1).at().compareTo(at) >= 0) {
                problem(name, "is not in rising order");
            }
            points.add(new ScoreSpec.Point(at, value));
        }
        return points;
    }

    /** To be called last: names that nobody asked for are mistakes. */
    void finish() {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                List<String> near = Nearest.to(name, known);
                problem(name, "is not known" + (near.isEmpty() ? "" : "; did you mean " + near.get(0) + "?"));
            }
        }
    }
}
