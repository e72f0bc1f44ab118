package dev.pgwright.report;

import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Fields;
import dev.pgwright.report.document.Fields.Field;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Facts and metrics for people: {@code sizeBytes=12582912} becomes "size: 12 MiB". */
final class FactWords {
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final int LONG = 60;

    private enum Unit {
        MS,
        SECONDS,
        BYTES,
        PERCENT
    }

    private record Name(String words, @Nullable Unit unit) {}

    private FactWords() {}

    /** Short facts in a line; long texts, such as statements, on their own. */
    static List<Block> facts(Map<String, Object> facts) {
        List<Field> brief = new ArrayList<>();
        List<Block> blocks = new ArrayList<>();
        facts.forEach((key, value) -> {
            if (value instanceof String text && (text.length() > LONG || text.indexOf('\n') >= 0)) {
                blocks.add(new Code(sentence(name(key).words()), List.of(text.strip()), List.of()));
            } else {
                brief.add(field(key, value));
            }
        });
        if (!brief.isEmpty()) {
            blocks.add(0, new Fields(brief, true));
        }
        return blocks;
    }

    /** One per line. */
    static List<Block> metrics(Map<String, Object> metrics) {
        List<Field> fields = metrics.entrySet().stream()
                .map(e -> field(e.getKey(), e.getValue()))
                .toList();
        return fields.isEmpty() ? List.of() : List.of(new Fields(fields, false));
    }

    /** The name without its unit. */
    static String label(String key) {
        return name(key).words();
    }

    /** What became of a figure, in words; shares in points, because twice 60 % says nothing. */
    static String change(String key, double before, double after) {
        return name(key).unit() == Unit.PERCENT
                ? Figures.points(after - before)
                : Figures.change(before, after, "less", "more");
    }

    /** A value in the unit that its name ends with. */
    static String value(String key, @Nullable Object value) {
        return text(name(key), value);
    }

    private static Field field(String key, @Nullable Object value) {
        Name name = name(key);
        return new Field(name.words(), text(name, value));
    }

    private static Name name(String key) {
        String words = HUMP.matcher(key).replaceAll(" ").replace('_', ' ').toLowerCase(Locale.ROOT);
        int last = words.lastIndexOf(' ');
        String end = words.substring(last + 1);
        Unit unit = switch (end) {
            case "ms" -> Unit.MS;
            case "seconds" -> Unit.SECONDS;
            case "bytes" -> Unit.BYTES;
            case "percent" -> Unit.PERCENT;
            default -> null;
        };
        return new Name(unit == null || last < 0 ? words : words.substring(0, last), unit);
    }

    private static String text(Name name, @Nullable Object value) {
        if (value == null) {
            return "unknown";
        }
        if (value instanceof Number number) {
            return number(name.unit(), number.doubleValue());
        }
        if (value instanceof Boolean yes) {
            return yes ? "yes" : "no";
        }
        if (value instanceof Collection<?> many) {
            return many.stream().map(v -> text(name, v)).collect(Collectors.joining(", "));
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> e.getKey() + " " + text(name(String.valueOf(e.getKey())), e.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return String.valueOf(value);
    }

    private static String number(@Nullable Unit unit, double value) {
        if (unit == null) {
            return Figures.number(value);
        }
        return switch (unit) {
            case MS -> Figures.time(value);
            case SECONDS -> Figures.time(value * 1000);
            case BYTES -> Figures.bytes(value);
            case PERCENT -> Figures.percent(value);
        };
    }

    private static String sentence(String words) {
        return words.isEmpty() ? words : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }
}
