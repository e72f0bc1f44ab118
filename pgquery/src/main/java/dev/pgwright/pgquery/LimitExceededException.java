package dev.pgwright.pgquery;

/** The call needs more than its {@link Limits} allow. */
@SuppressWarnings("serial") // never serialized
public final class LimitExceededException extends PgQueryException {
    /** What ran out. */
    public enum Resource {
        TIME,
        /** The text is too long. */
        TEXT,
        /** The parser's memory, or the tree is too large. */
        MEMORY,
        /** The text nests too deeply. */
        DEPTH
    }

    private final Resource resource;

    /** The message should name the figure of the limit. */
    public LimitExceededException(Resource resource, String message) {
        super(message, null);
        this.resource = resource;
    }

    /** What ran out. */
    public Resource resource() {
        return resource;
    }
}
