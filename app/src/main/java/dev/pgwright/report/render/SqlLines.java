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
    /** What must stay in one piece: strings, quoted names, dollar-quoted bodies; then words and blanks. */
    private static final Pattern PIECE = Pattern.compile(
            "[eE]'(?:[^'\\\\]|''|\\\\.)*'|'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|(\\$\\w*\\$).*?\\1| +|.", Pattern.DOTALL);

    private SqlLines() {}

    /** The statement in lines of at most {@code width} columns where it can be broken; long literals stick out. */
    static List<String> wrap(String sql, int width) {
        if (sql.indexOf('\n') >= 0 || sql.contains("--") || sql.contains("/*") || Columns.width(sql) <= width) {
            return sql.lines().toList();
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : words(sql)) {
            String indent = lines.isEmpty() ? "" : "  ";
            if (line.length() > indent.length() && Columns.width(line + " " + word) > width) {
                lines.add(line.toString());
                line = new StringBuilder("  ").append(word);
            } else {
                line.append(line.length() == 0 ? "" : " ").append(word);
            }
        }
        lines.add(line.toString());
        return lines;
    }

    private static List<String> words(String sql) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        Matcher pieces = PIECE.matcher(sql.strip());
        while (pieces.find()) {
            if (pieces.group().isBlank()) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(pieces.group());
            }
        }
        words.add(word.toString());
        return words;
    }
}
