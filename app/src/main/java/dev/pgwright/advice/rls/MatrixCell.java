package dev.pgwright.advice.rls;

import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Policy.Command;
import java.util.List;

/**
 * What one role may do with one table.
 *
 * @param access in a word: what holds
 * @param policies names of the policies that decide
 */
public record MatrixCell(TableName table, String role, Command command, Access access, List<String> policies) {
    public MatrixCell {
        policies = List.copyOf(policies);
    }

    /** What holds for a role and a command. */
    public enum Access {
        /** No privilege: the statement fails. */
        NOT_GRANTED("no privilege"),
        /** The role is held by no policy. */
        BYPASS("every row: the role is not held by policies"),
        /** Row-level security is off. */
        OPEN("every row: row-level security is off"),
        /** It is on, and no policy is for this. */
        NONE("no row: no policy lets any through"),
        /** A permissive policy always holds. */
        ALL("every row"),
        /** Some rows. */
        SOME("the rows of these policies");

        private final String words;

        Access(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
