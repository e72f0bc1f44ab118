package dev.pgwright.workload;

/**
 * A statement without its constants and layout, made without parsing it: a log has millions of statements of few
 * shapes, and the parser is asked once for each shape.
 */
final class StatementShape {
    private final String sql;
    private final StringBuilder shape;
    private int at;

    private StatementShape(String sql) {
        this.sql = sql;
        this.shape = new StringBuilder(sql.length());
    }

    /** The same text for statements that differ in constants, comments, blanks and the length of lists only. */
    static String of(String sql) {
        StatementShape shape = new StatementShape(sql);
        while (shape.at < sql.length()) {
            shape.next();
        }
        return shape.shape.toString().strip();
    }

    private void next() {
        char c = sql.charAt(at);
        if (Character.isWhitespace(c)) {
            at++;
            blank();
        } else if (sql.startsWith("--", at)) {
            at = orEnd(sql.indexOf('\n', at));
            blank();
        } else if (sql.startsWith("/*", at)) {
            comment();
            blank();
        } else if (c == '\'') {
            string(false);
        } else if (c == '"') {
            name();
        } else if (c == '$') {
            dollar();
        } else if (Character.isDigit(c)) {
            number();
        } else if (isLetter(c)) {
            word();
        } else {
            shape.append(c);
            at++;
        }
    }

    private int orEnd(int index) {
        return index < 0 ? sql.length() : index;
    }

    private static boolean isLetter(char c) {
        return Character.isLetter(c) || c == '_';
    }

    private void blank() {
        if (!shape.isEmpty() && shape.charAt(shape.length() - 1) != ' ') {
            shape.append(' ');
        }
    }

    private void comment() {
        int depth = 1;
        at += 2;
        while (at < sql.length() && depth > 0) {
            if (sql.startsWith("/*", at)) {
                depth++;
                at++;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at++;
            }
            at++;
        }
    }

    /** A constant; one behind the first of {@code IN (?} or {@code [?} is dropped. */
    private void constant() {
        int end = back(shape.length(), ' ');
        int first = back(end > 0 && shape.charAt(end - 1) == ',' ? end - 1 : 0, ' ');
        if (first > 0 && shape.charAt(first - 1) == '?' && beginsList(first - 1)) {
            shape.setLength(first);
        } else {
            shape.append('?');
        }
    }

    private int back(int from, char skipped) {
        int end = from;
        while (end > 0 && shape.charAt(end - 1) == skipped) {
            end--;
        }
        return end;
    }

    private boolean beginsList(int constant) {
        int open = back(constant, ' ') - 1;
        if (open < 0 || shape.charAt(open) != '(') {
            return open >= 0 && shape.charAt(open) == '[';
        }
        int word = back(open, ' ');
        return word >= 2 && shape.substring(word - 2, word).equalsIgnoreCase("in");
    }

    private void string(boolean escapes) {
        at++;
        while (at < sql.length()) {
            char c = sql.charAt(at);
            if (c == '\\' && escapes) {
                at++;
            } else if (c == '\'') {
                if (!sql.startsWith("''", at)) {
                    break;
                }
                at++;
            }
            at++;
        }
        at++;
        constant();
    }

    private void name() {
        int end = sql.indexOf('"', at + 1);
        while (end >= 0 && sql.startsWith("\"\"", end)) {
            end = sql.indexOf('"', end + 2);
        }
        int stop = end < 0 ? sql.length() : end + 1;
        shape.append(sql, at, stop);
        at = stop;
    }

    /** A parameter, or a string between {@code $tag$}. */
    private void dollar() {
        int end = at + 1;
        while (end < sql.length() && (isLetter(sql.charAt(end)) || Character.isDigit(sql.charAt(end)))) {
            end++;
        }
        boolean parameter = end > at + 1 && Character.isDigit(sql.charAt(at + 1));
        if (parameter) {
            at = end;
            constant();
        } else if (end < sql.length() && sql.charAt(end) == '$') {
            String tag = sql.substring(at, end + 1);
            int close = sql.indexOf(tag, end + 1);
            at = close < 0 ? sql.length() : close + tag.length();
            constant();
        } else {
            shape.append('$');
            at++;
        }
    }

    private void number() {
        while (at < sql.length() && (Character.isLetterOrDigit(sql.charAt(at)) || sql.charAt(at) == '.')) {
            at++;
        }
        constant();
    }

    private void word() {
        int start = at;
        while (at < sql.length()
                && (isLetter(sql.charAt(at)) || Character.isDigit(sql.charAt(at)) || sql.charAt(at) == '$')) {
            at++;
        }
        if (at < sql.length()
                && sql.charAt(at) == '\''
                && at - start == 1
                && "eEbBxXnN".indexOf(sql.charAt(start)) >= 0) {
            string(Character.toLowerCase(sql.charAt(start)) == 'e');
        } else {
            shape.append(sql, start, at);
        }
    }
}
