package dev.pgwright.pgquery.engine;

/**
 * The grammar refused a text.
 *
 * <p>Checked and cheap (no stack trace): refusals are ordinary results, asked for again from the newer grammar.
 */
@SuppressWarnings("serial") // never serialized
public final class Rejection extends Exception {
    private final int cursor;

    Rejection(String message, int cursor) {
        super(message, null, false, false);
        this.cursor = cursor;
    }

    /** As PostgreSQL counts: 1 for the first, 0 for unknown. */
    public int cursor() {
        return cursor;
    }
}
