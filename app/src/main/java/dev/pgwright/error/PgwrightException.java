package dev.pgwright.error;

import org.jspecify.annotations.Nullable;

/** The one exception that reaches a user: what happened to which object, and what to do next. */
public final class PgwrightException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final String advice;

    /**
     * An error without an underlying one.
     *
     * @param what one sentence that names the object; never holds a password or a literal of the user's data
     * @param advice what to do next, a short imperative
     */
    public PgwrightException(ErrorCode code, String what, String advice) {
        this(code, what, advice, null);
    }

    public PgwrightException(ErrorCode code, String what, String advice, @Nullable Throwable cause) {
        super(what, cause);
        this.code = code;
        this.advice = advice;
    }

    public ErrorCode code() {
        return code;
    }

    public String advice() {
        return advice;
    }

    /** The message; never null here, unlike in {@link Throwable}. */
    public String what() {
        String message = getMessage();
        return message == null ? code.name() : message;
    }
}
