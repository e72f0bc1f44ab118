package dev.pgwright.pgquery;

/**
 * The lexical rules of PostgreSQL that decide where a token ends (chapter "Lexical Structure" of its manual), for texts
 * that need not be SQL as a whole. Every method takes the offset of a token's first char and gives the offset behind its
 * last; a token that is never closed reaches to the end.
 */
final class Lexer {
    private Lexer() {}

    static boolean identifierStart(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
    }

    static boolean identifierPart(char c) {
        return identifierStart(c) || (c >= '0' && c <= '9') || c == '$';
    }

    /** The six characters that PostgreSQL's scanner takes as blank. */
    static boolean blank(char c) {
        return c == ' ' || (c >= '\t' && c <= '\r');
    }

    static int identifier(String text, int start) {
        int i = start;
        while (i < text.length() && identifierPart(text.charAt(i))) {
            i++;
        }
        return i;
    }

    static int lineComment(String text, int start) {
        int i = start;
        while (i < text.length() && text.charAt(i) != '\n' && text.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /** Block comments nest. */
    static int blockComment(String text, int start) {
        int depth = 1;
        int i = start + 2;
        while (i < text.length() && depth > 0) {
            if (text.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (text.startsWith("*/", i)) {
                depth--;
                i += 2;
            } else {
                i++;
            }
        }
        return Math.min(i, text.length());
    }

    /** A string or quoted identifier: the quote is doubled inside, and in an E string a backslash takes the next char. */
    static int quoted(String text, int start, boolean backslashes) {
        char quote = text.charAt(start);
        int i = start + 1;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (c == '\\' && backslashes) {
                i += 2;
            } else if (c != quote) {
                i++;
            } else if (i + 1 < text.length() && text.charAt(i + 1) == quote) {
                i += 2;
            } else {
                return i + 1;
            }
        }
        return text.length();
    }

    /** Whether the quote at this offset opens a string with backslash escapes. */
    static boolean escapeString(String text, int quote) {
        if (quote == 0 || (text.charAt(quote - 1) != 'E' && text.charAt(quote - 1) != 'e')) {
            return false;
        }
        return quote == 1 || !identifierPart(text.charAt(quote - 2));
    }

    /** The end of the dollar-quoted string that starts here, or {@code start} when none does. */
    static int dollarQuoted(String text, int start) {
        int i = start + 1;
        if (i < text.length() && identifierStart(text.charAt(i))) {
            while (i < text.length() && text.charAt(i) != '$' && identifierPart(text.charAt(i))) {
                i++;
            }
        }
        if (i >= text.length() || text.charAt(i) != '$') {
            return start;
        }
        String tag = text.substring(start, i + 1);
        int close = text.indexOf(tag, i + 1);
        return close < 0 ? text.length() : close + tag.length();
    }

    /** The first offset from {@code start} on that is neither blank nor comment, at most {@code end}. */
    static int skipBlank(String text, int start, int end) {
        int i = start;
        while (i < end) {
            if (blank(text.charAt(i))) {
                i++;
            } else if (text.startsWith("--", i)) {
                i = lineComment(text, i);
            } else if (text.startsWith("/*", i)) {
                i = blockComment(text, i);
            } else {
                return i;
            }
        }
        return Math.min(i, end);
    }

    /** The end of the last token between the offsets: what follows it is blank or comment. */
    static int trimBlank(String text, int start, int end) {
        int last = start;
        int i = skipBlank(text, start, end);
        while (i < end) {
            i = Math.min(end, token(text, i));
            last = i;
            i = skipBlank(text, i, end);
        }
        return last;
    }

    /** The end of the token that starts here: a string, a quoted identifier, a word, or a single char. */
    static int token(String text, int start) {
        char c = text.charAt(start);
        if (c == '\'' || c == '"') {
            return quoted(text, start, c == '\'' && escapeString(text, start));
        }
        if (c == '$') {
            int end = dollarQuoted(text, start);
            return end > start ? end : start + 1;
        }
        return identifierStart(c) ? identifier(text, start) : start + 1;
    }
}
