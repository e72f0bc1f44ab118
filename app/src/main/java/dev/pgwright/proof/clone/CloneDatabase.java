package dev.pgwright.proof.clone;

import dev.pgwright.postgres.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A database with real rows in which nobody else works. */
public interface CloneDatabase extends AutoCloseable {
    /** How to reach it, as a role that may create and drop indexes there. */
    Target target();

    /** The role that statements run as when they name none; null for the connecting one. */
    default @Nullable String role() {
        return null;
    }

    /** What it is, in a few words: {@code a whole copy on a local PostgreSQL 18}. */
    String words();

    /** What its figures are worth, and what it has otherwise than the target; sentences. */
    List<String> notes();

    /**
     * Empties the server's shared buffers of this copy; sessions may be cut off by it. The operating system's cache is
     * left as it is: emptying that takes root, and slows down everything else on the machine.
     *
     * @return false when that cannot be done here: then nothing was done
     */
    default boolean emptyBuffers() {
        return false;
    }

    /** Ends it, or takes back what was built in it. */
    @Override
    void close();
}
