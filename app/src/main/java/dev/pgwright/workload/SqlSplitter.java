package dev.pgwright.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a script into its statements at the semicolons outside quotes, dollar quotes and comments. It knows nothing else
 * of SQL, so a function body written as {@code BEGIN ATOMIC} is cut too early.
 */
public final class SqlSplitter {
    private final String text;
    private final List<Piece> pieces = new ArrayList<>();
    private final List<Comment> comments = new ArrayList<>();
    private int position;
    private int begin = -1;
    private @Nullable String open;

    private SqlSplitter(String text) {
        this.text = text;
    }

    /**
     * A statement of a script.
     *
     * @param comments the {@code --} comments between the statement before and this one
     * @param sql the statement without the final semicolon; empty when only comments follow until the end
     * @param line the line where it begins, from 1
     * @param unterminated what was still open at the end of the script: a quote or a comment; null when nothing was
     */
    public record Piece(
            List<Comment> comments,
            String sql,
            int line,
            @Nullable String unterminated) {
        public Piece {
            comments = List.copyOf(comments);
        }
    }

    /** A comment to the end of its line, without the dashes. */
    public record Comment(String text, int line) {}

    /** The statements in the order of the script; a last piece without SQL holds comments that nothing follows. */
    public static List<Piece> split(String script) {
        return new SqlSplitter(script).run();
    }

    private List<Piece> run() {
        while (position < text.length() && open == null) {
            char c = text.charAt(position);
            if (text.startsWith("--", position)) {
                lineComment();
            } else if (text.startsWith("/*", position)) {
                blockComment();
            } else if (c == ';') {
                finish();
                position++;
            } else if (Character.isWhitespace(c)) {
                position++;
            } else {
                token(c);
            }
        }
        finish();
        return List.copyOf(pieces);
    }

    private void finish() {
        boolean anything = begin >= 0 || (!comments.isEmpty() && position >= text.length());
        if (anything) {
            int from = begin >= 0 ? begin : position;
            pieces.add(new Piece(comments, text.substring(from, position).strip(), lineOf(from), open));
            comments.clear();
            begin = -1;
        }
    }

    private void token(char c) {
        if (begin < 0) {
            begin = position;
        }
        String dollar = c == '$' ? dollarTag() : null;
        if (c == '\'') {
            quoted("'", "string", escapes());
        } else if (c == '"') {
            quoted("\"", "name", false);
        } else if (dollar != null) {
            position += dollar.length() - 1;
            quoted(dollar, "dollar quote", false);
        } else {
            position++;
        }
    }

    private void lineComment() {
        int end = text.indexOf('\n', position);
        end = end < 0 ? text.length() : end;
        if (begin < 0) {
            comments.add(new Comment(text.substring(position + 2, end).strip(), lineOf(position)));
        }
        position = end;
    }

    private void blockComment() {
        int depth = 0;
        do {
            if (position >= text.length()) {
                open = "comment";
                return;
            }
            boolean opens = text.startsWith("/*", position);
            boolean closes = text.startsWith("*/", position);
            depth += opens ? 1 : closes ? -1 : 0;
            position += opens || closes ? 2 : 1;
        } while (depth > 0);
    }

    /** Skips to behind the next delimiter. A doubled quote needs no care: it reads as two quoted texts in a row. */
    private void quoted(String delimiter, String what, boolean escapes) {
        for (position++; position < text.length(); position++) {
            if (escapes && text.charAt(position) == '\\') {
                position++;
            } else if (text.startsWith(delimiter, position)) {
                position += delimiter.length();
                return;
            }
        }
        position = text.length();
        open = what;
    }

    /** Whether the quote here begins an {@code E''} string. */
    private boolean escapes() {
        return position > 0
                && Character.toLowerCase(text.charAt(position - 1)) == 'e'
                && (position < 2 || !Character.isJavaIdentifierPart(text.charAt(position - 2)));
    }

    /** The opening {@code $tag$} here; null when this dollar sign is none, such as a parameter or part of a name. */
    private @Nullable String dollarTag() {
        if (position > 0 && Character.isJavaIdentifierPart(text.charAt(position - 1))) {
            return null;
        }
        int end = text.indexOf('$', position + 1);
        String tag = end < 0 ? "" : text.substring(position, end + 1);
        return tag.toLowerCase(Locale.ROOT).matches("\\$(\\p{L}|_)?(\\p{L}|_|\\d)*\\$") && !tag.matches("\\$\\d.*")
                ? tag
                : null;
    }

    private int lineOf(int offset) {
        return 1
                + (int) text.substring(0, offset).chars().filter(c -> c == '\n').count();
    }
}
