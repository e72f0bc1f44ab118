package dev.pgwright.pgquery;

import org.jspecify.annotations.Nullable;

/** A call that gave no result; the four kinds say who can do something about it. */
@SuppressWarnings("serial") // never serialized
public abstract sealed class PgQueryException extends RuntimeException
        permits SqlSyntaxException, LimitExceededException, UnsupportedSqlException, ParserFailureException {
    PgQueryException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
