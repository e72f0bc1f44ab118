package dev.pgwright.pgquery;

/** The parser broke down on its own account: a defect of this library or of libpg_query. The next call is not affected. */
@SuppressWarnings("serial") // never serialized
public final class ParserFailureException extends PgQueryException {
    /** Keeps the cause for a report. */
    public ParserFailureException(String message, Throwable cause) {
        super(message, cause);
    }
}
