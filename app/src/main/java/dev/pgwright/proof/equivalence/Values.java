package dev.pgwright.proof.equivalence;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.proof.equivalence.ValueKind.Family;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Values of a kind as SQL expressions: usual ones, those at the ends of the type, and those around a constant. */
final class Values {
    private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]{1,2})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}([ T].*)?");
    private static final Pattern SPAN = Pattern.compile(
            "[0-9]+ *(s|sec|second|min|minute|h|hour|d|day|w|week|mon|month|y|year)s?", Pattern.CASE_INSENSITIVE);
    private static final Pattern UUID = Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private Values() {}

    /** Few and small, so that rows of different tables meet. */
    static List<String> usual(ValueKind kind) {
        return switch (kind.family()) {
            case SMALL_INTEGER, INTEGER, BIG_INTEGER -> List.of("1", "2", "3", "0", "-1", "10");
            case NUMERIC -> List.of("1", "2", "0", "-1", "1.5", "10", "0.01");
            case FLOAT -> List.of("1", "2", "0", "-1", "0.5", "10");
            case TEXT -> texts(kind, List.of("a", "b", "A", "", "a ", "ä", "O'Brien", "%", "\"q\""));
            case BOOLEAN -> List.of("true", "false");
            case DATE -> literals(List.of("2024-01-31", "2024-02-01", "2024-02-29", "2023-12-31", "2024-01-01"));
            case TIMESTAMP ->
                literals(List.of(
                        "2024-01-31 23:59:59.999999",
                        "2024-02-01 00:00:00",
                        "2024-02-01 12:00:00",
                        "2024-01-01 00:00:00",
                        "2023-12-31 23:30:00"));
            case TIME -> literals(List.of("00:00", "12:00", "23:59:59.999999"));
            case INTERVAL -> literals(List.of("0", "1 day", "24 hours", "1 month", "-1 hour"));
            case UUID ->
                literals(List.of(
                        "00000000-0000-0000-0000-000000000001",
                        "00000000-0000-0000-0000-000000000002",
                        "a0000000-0000-4000-8000-000000000003",
                        "b0000000-0000-4000-8000-000000000004"));
            case JSON -> literals(List.of("{}", "null", "[]", "{\"a\": 1}", "{\"a\": null}", "[1, 2]", "\"a\""));
            case BYTES -> literals(List.of("", "\\x00", "\\x61"));
            case ENUM -> literals(kind.labels());
            case ARRAY -> arrays(kind.element() == null ? List.of() : usual(kind.element()));
            case OTHER -> List.of();
        };
    }

    /** More of the usual ones, for keys. */
    static List<String> more(ValueKind kind) {
        return switch (kind.family()) {
            case SMALL_INTEGER, INTEGER, BIG_INTEGER, NUMERIC, FLOAT ->
                List.of("4", "5", "6", "7", "8", "9", "11", "12");
            case TEXT -> texts(kind, List.of("c", "d", "e", "f", "g", "h", "i", "j"));
            case DATE -> literals(List.of("2024-01-02", "2024-01-03", "2024-01-04", "2024-02-02", "2024-02-03"));
            case TIMESTAMP ->
                literals(List.of("2024-01-02 01:00", "2024-01-03 02:00", "2024-02-03 03:00", "2024-02-04 04:00"));
            case UUID ->
                IntStream.range(10, 18)
                        .mapToObj(i -> "'00000000-0000-4000-8000-0000000000" + i + "'")
                        .toList();
            default -> List.of();
        };
    }

    /** The ends of the type. */
    static List<String> ends(ValueKind kind) {
        return switch (kind.family()) {
            case SMALL_INTEGER -> List.of("-32768", "32767");
            case INTEGER -> List.of("-2147483648", "2147483647");
            case BIG_INTEGER -> List.of("-9223372036854775808", "9223372036854775807");
            case NUMERIC -> List.of("'NaN'", "99999999", "-99999999", "0.000001");
            case FLOAT -> List.of("'NaN'", "'Infinity'", "'-Infinity'");
            case TEXT -> texts(kind, List.of("雪 ☃", "x".repeat(200), "\t", "NULL", "null", "9", "10", "\\"));
            case DATE -> literals(List.of("infinity", "-infinity", "0001-01-01", "9999-12-31"));
            case TIMESTAMP -> literals(List.of("infinity", "-infinity", "0001-01-01", "9999-12-31 23:59:59.999999"));
            default -> List.of();
        };
    }

    /** Values on and beside the constants that fit the kind, the constants themselves first. */
    static List<String> around(ValueKind kind, Collection<String> constants, boolean clock) {
        Set<String> exact = new LinkedHashSet<>();
        Set<String> beside = new LinkedHashSet<>();
        for (String constant : constants) {
            around(kind, constant, clock, exact, beside);
        }
        exact.addAll(beside);
        return List.copyOf(exact);
    }

    private static void around(ValueKind kind, String constant, boolean clock, Set<String> exact, Set<String> beside) {
        Family family = kind.family();
        if (family.isNumber() && NUMBER.matcher(constant).matches()) {
            number(family, new BigDecimal(constant), exact, beside);
        } else if (family == Family.TEXT) {
            String plain = constant.replace("%", "").replace("_", "x");
            exact.addAll(texts(kind, List.of(plain)));
            beside.addAll(texts(kind, List.of(plain + "x", plain + " ", upper(plain), "x" + plain)));
        } else if ((family == Family.DATE || family == Family.TIMESTAMP)
                && DATE.matcher(constant).matches()) {
            moment(family, constant, exact, beside);
        } else if ((family == Family.DATE || family == Family.TIMESTAMP)
                && clock
                && SPAN.matcher(constant).matches()) {
            String at = "now() - " + Identifiers.literal(constant) + "::interval";
            exact.add("(" + at + ")");
            beside.addAll(List.of(
                    "(" + at + " - interval '1 second')",
                    "(" + at + " + interval '1 second')",
                    "now()",
                    "(" + at + " + interval '1 day')",
                    "(" + at + " - interval '1 day')"));
        } else if (family == Family.UUID && UUID.matcher(constant).matches()) {
            exact.add(Identifiers.literal(constant));
        } else if (family == Family.BOOLEAN && (constant.equals("true") || constant.equals("false"))) {
            exact.add(constant);
        } else if (family == Family.JSON && (constant.startsWith("{") || constant.startsWith("["))) {
            exact.add(Identifiers.literal(constant));
        } else if (family == Family.ENUM && kind.labels().contains(constant)) {
            exact.add(Identifiers.literal(constant).strip());
        }
    }

    private static String upper(String text) {
        String upper = text.toUpperCase(java.util.Locale.ROOT);
        return upper.equals(text) ? text.toLowerCase(java.util.Locale.ROOT) : upper;
    }

    private static void number(Family family, BigDecimal value, Set<String> exact, Set<String> beside) {
        BigDecimal step = family.isInteger() ? BigDecimal.ONE : new BigDecimal(family == Family.FLOAT ? "0.5" : "0.01");
        exact.add(value.toPlainString());
        beside.add(value.add(step).toPlainString());
        beside.add(value.subtract(step).toPlainString());
    }

    private static void moment(Family family, String constant, Set<String> exact, Set<String> beside) {
        String type = family == Family.DATE ? "date" : "timestamptz";
        String at = Identifiers.literal(constant).strip() + "::" + type;
        String step = family == Family.DATE ? "1" : "interval '1 microsecond'";
        exact.add("(" + at + ")");
        beside.add("(" + at + " - " + step + ")");
        beside.add("(" + at + " + " + step + ")");
        if (family == Family.TIMESTAMP) {
            beside.add("(" + at + " + interval '12 hours')");
            beside.add("(" + at + " + interval '1 day')");
        }
    }

    /** Documents that have the given words as keys and values. */
    static List<String> documents(Collection<String> words) {
        List<String> all = new ArrayList<>();
        for (String key : words) {
            if (key.matches("[A-Za-z0-9_]{1,40}") && all.size() < 24) {
                all.add(Identifiers.literal("{\"" + key + "\": null}"));
                all.add(Identifiers.literal("{\"" + key + "\": \"1\"}"));
                for (String value : words) {
                    if (!value.equals(key) && value.matches("[A-Za-z0-9_ -]{1,40}")) {
                        all.add(Identifiers.literal("{\"" + key + "\": \"" + value + "\"}"));
                    }
                }
            }
        }
        return all;
    }

    static List<String> literals(Collection<String> texts) {
        return texts.stream().map(Identifiers::literal).map(String::strip).toList();
    }

    private static List<String> texts(ValueKind kind, List<String> texts) {
        List<String> fitting = texts.stream()
                .map(text ->
                        kind.length() > 0 && text.length() > kind.length() ? text.substring(0, kind.length()) : text)
                .distinct()
                .toList();
        return literals(fitting);
    }

    private static List<String> arrays(List<String> elements) {
        List<String> all = new ArrayList<>(List.of("'{}'", "'{NULL}'"));
        if (elements.size() >= 2) {
            String one = elements.get(0);
            String two = elements.get(1);
            all.addAll(List.of(
                    "ARRAY[" + one + "]",
                    "ARRAY[" + one + ", " + two + "]",
                    "ARRAY[" + two + ", " + one + "]",
                    "ARRAY[" + one + ", " + one + "]"));
        }
        return all;
    }
}
