package dev.pgwright.advice.rls;

import dev.pgwright.operation.TableName;
import java.util.List;
import java.util.Set;

/**
 * Something of the session, with all that policies compare it with: what tells kinds of users apart.
 *
 * @param columns that hold such values
 * @param constants that it is compared with
 */
public record SessionUse(SessionSource source, List<Holder> columns, Set<String> constants) {
    public SessionUse {
        columns = List.copyOf(columns);
        constants = Set.copyOf(constants);
    }

    /**
     * A column that holds values of the session.
     *
     * @param beside other columns of the table that are asked for together with it, such as a status
     */
    public record Holder(TableName table, String column, Set<String> beside) {
        public Holder {
            beside = Set.copyOf(beside);
        }
    }
}
