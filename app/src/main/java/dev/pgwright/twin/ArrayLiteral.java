package dev.pgwright.twin;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes apart an array in PostgreSQL's text form (arrayfuncs.c), as statistics hold values. */
final class ArrayLiteral {
    private ArrayLiteral() {}

    /** The elements' texts; none for null. Elements that are arrays themselves stay in one piece. */
    static List<String> elements(@Nullable String literal) {
        List<String> found = new ArrayList<>();
        if (literal == null || literal.length() < 2) {
            return found;
        }
        int at = literal.indexOf('{') + 1;
        int end = literal.length() - 1;
        while (at < end) {
            StringBuilder element = new StringBuilder();
            at = literal.charAt(at) == '"' ? quoted(literal, at + 1, end, element) : bare(literal, at, end, element);
            found.add(element.toString());
            at++;
        }
        return found;
    }

    private static int quoted(String text, int from, int end, StringBuilder element) {
        int at = from;
        while (at < end && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\') {
                at++;
            }
            element.append(text.charAt(at));
            at++;
        }
        return at + 1;
    }

    private static int bare(String text, int from, int end, StringBuilder element) {
        int at = from;
        int depth = 0;
        while (at < end && (depth > 0 || (text.charAt(at) != ',' && text.charAt(at) != ';'))) {
            char c = text.charAt(at);
            depth += c == '{' ? 1 : c == '}' ? -1 : 0;
            element.append(c);
            at++;
        }
        return at;
    }
}
