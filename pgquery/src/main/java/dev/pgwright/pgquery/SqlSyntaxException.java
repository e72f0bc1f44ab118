package dev.pgwright.pgquery;

import java.util.OptionalInt;

/** The text is no SQL for any grammar on board, or no text at all (a NUL, a lone surrogate, invalid UTF-8). */
@SuppressWarnings("serial") // never serialized
public final class SqlSyntaxException extends PgQueryException {
    private final int offset;

    /**
     * An error at a place in the text.
     *
     * @param message as the server words it
     * @param offset index of a {@code char} in the text, or -1 when the parser gives none
     */
    public SqlSyntaxException(String message, int offset) {
        super(message, null);
        this.offset = offset;
    }

    /** Index of the {@code char} in the text where the error was noticed; empty when the parser gives none. */
    public OptionalInt offset() {
        return offset < 0 ? OptionalInt.empty() : OptionalInt.of(offset);
    }
}
