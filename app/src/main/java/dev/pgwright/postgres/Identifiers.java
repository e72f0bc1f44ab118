package dev.pgwright.postgres;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The one place where names and literals become SQL text. */
public final class Identifiers {
    private Identifiers() {}

    /**
     * An identifier in double quotes, always: whether a bare word is reserved depends on the server's version.
     *
     * @throws IllegalArgumentException for an empty name or one with a NUL character, which no server accepts
     */
    public static String quote(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("not a PostgreSQL identifier");
        }
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** A dotted name, each part quoted. */
    public static String qualified(String... parts) {
        return Arrays.stream(parts).map(Identifiers::quote).collect(Collectors.joining("."));
    }

    /**
     * A string literal that means the same whatever {@code standard_conforming_strings} says
     * (quote_literal_internal in quote.c).
     */
    public static String literal(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a PostgreSQL string holds no NUL character");
        }
        String doubled = value.replace("'", "''");
        return value.indexOf('\\') < 0 ? "'" + doubled + "'" : " E'" + doubled.replace("\\", "\\\\") + "'";
    }
}
