package dev.pgwright.twin;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How built-in types are stored and compared (pg_type.dat, pg_amproc.dat). */
final class StoredTypes {
    private static final Pattern MODIFIER = Pattern.compile("\\((\\d+)(?:,-?\\d+)?\\)");

    /** Types whose default btree operator class has BTEQUALIMAGE_PROC (pg_amproc.dat); enums have it as well. */
    private static final Set<String> EQUAL_IMAGES = Set.of(
            "boolean",
            "bytea",
            "\"char\"",
            "name",
            "bigint",
            "smallint",
            "integer",
            "text",
            "character varying",
            "character",
            "bpchar",
            "oid",
            "tid",
            "oidvector",
            "macaddr",
            "macaddr8",
            "money",
            "inet",
            "cidr",
            "date",
            "time without time zone",
            "time with time zone",
            "timestamp without time zone",
            "timestamp with time zone",
            "bit",
            "bit varying",
            "uuid",
            "pg_lsn",
            "xid8");

    private static final Map<String, Layout> LAYOUTS = Map.ofEntries(
            Map.entry("boolean", new Layout(1, 1)),
            Map.entry("\"char\"", new Layout(1, 1)),
            Map.entry("smallint", new Layout(2, 2)),
            Map.entry("integer", new Layout(4, 4)),
            Map.entry("oid", new Layout(4, 4)),
            Map.entry("date", new Layout(4, 4)),
            Map.entry("real", new Layout(4, 4)),
            Map.entry("bigint", new Layout(8, 8)),
            Map.entry("double precision", new Layout(8, 8)),
            Map.entry("money", new Layout(8, 8)),
            Map.entry("timestamp without time zone", new Layout(8, 8)),
            Map.entry("timestamp with time zone", new Layout(8, 8)),
            Map.entry("time without time zone", new Layout(8, 8)),
            Map.entry("time with time zone", new Layout(12, 8)),
            Map.entry("interval", new Layout(16, 8)),
            Map.entry("uuid", new Layout(16, 1)),
            Map.entry("pg_lsn", new Layout(8, 8)),
            Map.entry("macaddr", new Layout(6, 4)),
            Map.entry("macaddr8", new Layout(8, 4)));

    private static final int NUMERIC_DIGITS = 4;
    private static final int NUMERIC_HEADER = 2;

    private StoredTypes() {}

    /** Length in bytes, -1 when variable, and alignment. */
    record Layout(int length, int alignment) {
        static final Layout VARIABLE = new Layout(-1, 4);
    }

    /** The layout of a built-in type, variable for any other. */
    static Layout layout(String type) {
        return LAYOUTS.getOrDefault(bare(type), Layout.VARIABLE);
    }

    static int alignment(String letter) {
        return switch (letter) {
            case "c" -> 1;
            case "s" -> 2;
            case "i" -> 4;
            default -> 8;
        };
    }

    /** The type's name without modifiers. */
    static String bare(String type) {
        String plain = MODIFIER.matcher(type).replaceAll("").strip().toLowerCase(Locale.ROOT);
        return plain.startsWith("pg_catalog.") ? plain.substring("pg_catalog.".length()) : plain;
    }

    /** Whether a btree may deduplicate values of this built-in type. */
    static boolean equalImage(String type) {
        return EQUAL_IMAGES.contains(bare(type));
    }

    static boolean isText(String type) {
        String bare = bare(type);
        return bare.equals("text")
                || bare.equals("character varying")
                || bare.equals("character")
                || bare.equals("bpchar")
                || bare.equals("name")
                || bare.endsWith("citext");
    }

    /** Stored size of a value that is given as text, or nothing when its type does not tell. */
    static @Nullable Integer width(String type, String value) {
        if (isText(type)) {
            int bytes = value.getBytes(StandardCharsets.UTF_8).length;
            return bare(type).equals("name") ? bytes + 1 : varlena(bytes);
        }
        if (bare(type).equals("numeric")) {
            return numeric(value);
        }
        if (bare(type).equals("inet") || bare(type).equals("cidr")) {
            return varlena(value.indexOf(':') < 0 ? 6 : 18);
        }
        return bare(type).equals("bytea") && value.startsWith("\\x") ? varlena((value.length() - 2) / 2) : null;
    }

    private static int varlena(int bytes) {
        return bytes + 1 <= KeyColumn.LONGEST_SHORT ? bytes + 1 : bytes + 4;
    }

    /** Base-10000 digits without zeros at either end (numeric.c). */
    private static @Nullable Integer numeric(String value) {
        BigDecimal number;
        try {
            number = new BigDecimal(value);
        } catch (NumberFormatException e) {
            return varlena(NUMERIC_HEADER); // NaN and Infinity
        }
        if (number.signum() == 0) {
            return varlena(NUMERIC_HEADER);
        }
        BigDecimal stripped = number.stripTrailingZeros();
        int top = Math.floorDiv(stripped.precision() - stripped.scale() - 1, NUMERIC_DIGITS);
        int bottom = Math.floorDiv(-stripped.scale(), NUMERIC_DIGITS);
        return varlena(NUMERIC_HEADER + 2 * (top - bottom + 1));
    }

    /** Stored size where no statistics tell (get_typavgwidth in lsyscache.c). */
    static int defaultWidth(String type) {
        Matcher modifier = MODIFIER.matcher(type);
        if (isText(type) && modifier.find()) {
            int most = Integer.parseInt(modifier.group(1));
            if (bare(type).equals("character") || most <= 32) {
                return varlena(most);
            }
            return varlena(most < 1000 ? 32 + (most - 32) / 2 : 32 + (1000 - 32) / 2);
        }
        return 32;
    }
}
