package dev.pgwright.pgquery;

/** SQL that can be read but not written: the deparser knows the PostgreSQL 17 grammar only. */
@SuppressWarnings("serial") // never serialized
public final class UnsupportedSqlException extends PgQueryException {
    /** The message names the node, field or value that has no counterpart. */
    public UnsupportedSqlException(String message) {
        super(message, null);
    }
}
