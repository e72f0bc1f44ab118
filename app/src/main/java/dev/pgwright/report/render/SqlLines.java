package dev.pgwright.report.render;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Breaks long statements into lines without changing what they mean: only blanks outside of literals and quoted names
 * become line breaks.
 */
final class SqlLines {
    private static final Pattern DOLLAR = Pattern.compile("\\$(?:[A-Za-z_\\x80-\\uFFFF][\\w\\x80-\\uFFFF]*)?\\$");

    private final String sql;

    private SqlLines(String sql) {
        this.sql = sql;
    }

    /** The statement in lines of at most {@code width} columns where it can be broken; long literals stick out. */
    static List<String> wrap(String sql, int width) {
        if (sql.indexOf('\n') >= 0 || sql.contains("--") || sql.contains("/*") || Columns.width(sql) <= width) {
            return sql.lines().toList();
        }
        List<String> lines = new ArrayList<>();
        String line = "";
        for (String word : new SqlLines(sql.strip()).words()) {
            if (!line.isBlank() && Columns.width(line) + 1 + Columns.width(word) > width) {
                lines.add(line);
                line = " ";
            }
            line = line.isEmpty() ? word : line + " " + word;
        }
        lines.add(line);
        return lines;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        int start = 0;
        int at = 0;
        while (at < sql.length()) {
            if (sql.charAt(at) == ' ') {
                words.add(sql.substring(start, at));
                start = at + 1;
            }
            at = end(at);
        }
        words.add(sql.substring(start));
        return words;
    }

    /** Where the piece that starts here ends: a literal and a quoted name are one piece, so is any other character. */
    private int end(int at) {
        char c = sql.charAt(at);
        if (c == '\'' || c == '"') {
            return quoted(at, c, c == '\'' && hasEscapes(at));
        }
        if (c == '$' && !isInsideName(at)) {
            Matcher tag = DOLLAR.matcher(sql).region(at, sql.length());
            if (tag.lookingAt()) {
                int close = sql.indexOf(tag.group(), tag.end());
                return close < 0 ? sql.length() : close + tag.group().length();
            }
        }
        return at + 1;
    }

    /** A doubled quote is two pieces without a blank between them, which is as good. */
    private int quoted(int at, char quote, boolean escapes) {
        for (int i = at + 1; i < sql.length(); i++) {
            if (escapes && sql.charAt(i) == '\\') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        return sql.length();
    }

    /** True for {@code E'...'}. */
    private boolean hasEscapes(int at) {
        return at > 0 && Character.toUpperCase(sql.charAt(at - 1)) == 'E' && !isInsideName(at - 1);
    }

    private boolean isInsideName(int at) {
        return at > 0 && (Character.isLetterOrDigit(sql.charAt(at - 1)) || "_$".indexOf(sql.charAt(at - 1)) >= 0);
    }
}
