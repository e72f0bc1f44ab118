package dev.pgwright.report.document;

/**
 * Makes names and texts from a database inert: what a terminal would obey, what turns the direction of a line and what
 * nobody sees becomes {@code <U+001B>}.
 */
public final class Visible {
    private Visible() {}

    /** Text on one line: line breaks and tabs become spaces. */
    public static String line(String text) {
        return replace(text.replace("\r\n", " ").replace('\n', ' ').replace('\t', ' '));
    }

    /** A name on one line: a line break in it is shown, because it is part of the name. */
    public static String name(String name) {
        return replace(name);
    }

    /** Text of several lines: line breaks and tabs stay. */
    public static String lines(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.replace("\r\n", "\n").codePoints().forEach(c -> {
            if (c == '\n' || c == '\t') {
                out.append((char) c);
            } else {
                append(out, c);
            }
        });
        return out.toString();
    }

    /** True for a character that must not reach a terminal or a page as it is. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> isFiller(codePoint);
        };
    }

    /** Hangul fillers: letters by their category, nothing to the eye. */
    private static boolean isFiller(int codePoint) {
        return codePoint == 0x115F || codePoint == 0x1160 || codePoint == 0x3164 || codePoint == 0xFFA0;
    }

    private static String replace(String text) {
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return out.toString();
    }

    private static void append(StringBuilder out, int codePoint) {
        if (isHidden(codePoint)) {
            out.append(String.format("<U+%04X>", codePoint));
        } else {
            out.appendCodePoint(codePoint);
        }
    }
}
