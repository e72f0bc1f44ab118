package dev.pgwright.pgquery;

/**
 * A piece of a script. The pieces stand in the order of the text and do not overlap; between them are blanks, comments
 * and semicolons.
 *
 * @param kind what it is
 * @param start char offset of its first token
 * @param end char offset behind its last token; a terminating semicolon is not part of it
 * @param line line of {@code start}, from 1
 * @param terminated false when the text ended inside it
 */
public record ScriptPart(Kind kind, int start, int end, int line, boolean terminated) {
    /** What a piece is. */
    public enum Kind {
        STATEMENT,
        /** A backslash command of psql with its arguments, up to the end of the line. */
        META_COMMAND,
        /** Lines of a {@code COPY ... FROM STDIN}, with the closing {@code \.} when it is there. */
        COPY_DATA
    }

    /** The piece itself. */
    public String text(String script) {
        return script.substring(start, end);
    }
}
