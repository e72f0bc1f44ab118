package dev.pgwright.report.render;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Text in a terminal's columns: how wide it is, and how it is wrapped. */
final class Columns {
    /** First and last of the main blocks of Unicode's East Asian Width "W" and "F", and of emoji. */
    private static final int[][] WIDE = {
        {0x1100, 0x115F},
        {0x2E80, 0x303E},
        {0x3040, 0xA4CF},
        {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF},
        {0xFE30, 0xFE6F},
        {0xFF00, 0xFF60},
        {0xFFE0, 0xFFE6},
        {0x1F300, 0x1FAFF},
        {0x20000, 0x3FFFD}
    };

    private Columns() {}

    /** Columns that a text takes: most letters one, East Asian ones and emoji two, combining marks none. */
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    /** A text padded with blanks. */
    static String pad(String text, int width, boolean right) {
        String blanks = " ".repeat(Math.max(0, width - width(text)));
        return right ? blanks + text : text + blanks;
    }

    /** Lines of at most {@code width} columns; a longer word stays whole, so that it can be copied. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String word : text.strip().split(" +", -1)) {
            if (line.length() > 0 && width(line.toString()) + 1 + width(word) > width) {
                lines.add(line.toString());
                line.setLength(0);
            }
            if (line.length() > 0) {
                line.append(' ');
            }
            line.append(word);
        }
        lines.add(line.toString());
        return lines;
    }

    /** Lines of at most {@code width} columns, where longer words are broken: for cells of a table. */
    static List<String> fit(String text, int width) {
        List<String> lines = new ArrayList<>();
        for (String line : wrap(text, width)) {
            String rest = line;
            while (width(rest) > width) {
                int end = cut(rest, width);
                lines.add(rest.substring(0, end));
                rest = rest.substring(end);
            }
            lines.add(rest);
        }
        return lines;
    }

    /** Where to break a word: after the last {@code - _ .} that fits, else where the width ends. */
    private static int cut(String word, int width) {
        int end = 0;
        int used = 0;
        int nice = 0;
        while (end < word.length()) {
            int codePoint = word.codePointAt(end);
            used += width(codePoint);
            if (used > width) {
                break;
            }
            end += Character.charCount(codePoint);
            if (codePoint == '-' || codePoint == '_' || codePoint == '.') {
                nice = end;
            }
        }
        return nice > 0 ? nice : Math.max(end, Character.charCount(word.codePointAt(0)));
    }

    private static int width(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        return isWide(codePoint) ? 2 : 1;
    }

    private static boolean isWide(int codePoint) {
        return Arrays.stream(WIDE).anyMatch(range -> codePoint >= range[0] && codePoint <= range[1]);
    }
}
