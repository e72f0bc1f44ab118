package dev.pgwright.snapshot;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row-level security policy. Its expressions are read under locks that last a moment.
 *
 * @param permissive false: restrictive
 * @param roles the roles it is for; public for all
 * @param usingExpression condition on existing rows; null when there is none or it could not be read
 * @param checkExpression condition on new rows; null when there is none (then USING counts) or it could not be read
 * @param references other relations in the expressions
 * @param functions functions of the user's in the expressions
 * @param locked another session holds or awaits ACCESS EXCLUSIVE on a table involved, so the texts were left out
 */
public record Policy(
        long oid,
        long relationOid,
        String schema,
        String relation,
        String name,
        Command command,
        boolean permissive,
        List<String> roles,
        @Nullable String usingExpression,
        @Nullable String checkExpression,
        List<Long> references,
        List<Long> functions,
        boolean locked) {
    public Policy {
        roles = List.copyOf(roles);
        references = List.copyOf(references);
        functions = List.copyOf(functions);
    }

    /** The statements that it is for. */
    public enum Command {
        ALL,
        SELECT,
        INSERT,
        UPDATE,
        DELETE
    }
}
