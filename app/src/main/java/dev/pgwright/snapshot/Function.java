package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function, procedure or aggregate of the user's or of an extension.
 *
 * @param identityArguments argument types as ALTER FUNCTION wants them
 * @param arguments names, types and defaults
 * @param result what it returns; null for a procedure
 * @param cost units of cpu_operator_cost for each call
 * @param rows estimated rows of a set
 * @param config settings it runs with, as name=value
 * @param extension the extension that owns it
 * @param body source text; null for C, for an extension's, and when it could not be read
 * @param sqlBody the body is stored parsed (BEGIN ATOMIC or RETURN), not as text
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on a table of the body, so it was left out
 */
public record Function(
        long oid,
        String schema,
        String name,
        Kind kind,
        String identityArguments,
        String arguments,
        @Nullable String result,
        String language,
        Volatility volatility,
        Parallel parallel,
        boolean strict,
        boolean securityDefiner,
        boolean leakproof,
        boolean returnsSet,
        double cost,
        double rows,
        List<String> config,
        @Nullable String owner,
        @Nullable String extension,
        @Nullable String body,
        boolean sqlBody,
        boolean locked) {
    public Function {
        config = List.copyOf(config);
    }

    /** What kind of routine. */
    public enum Kind {
        FUNCTION,
        PROCEDURE,
        AGGREGATE,
        WINDOW
    }

    /** What the optimizer may assume of its results. */
    public enum Volatility {
        IMMUTABLE,
        STABLE,
        VOLATILE
    }

    /** Where it may run in a parallel plan. */
    public enum Parallel {
        SAFE,
        RESTRICTED,
        UNSAFE
    }
}
