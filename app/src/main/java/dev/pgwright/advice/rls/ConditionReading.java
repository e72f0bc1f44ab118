package dev.pgwright.advice.rls;

import dev.pgwright.sql.PolicyExpression;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * A condition of a policy, understood.
 *
 * @param sql as the server writes it
 * @param tree its parse tree
 * @param expression the calls that it makes for every row
 * @param columns of the protected table that it depends on
 * @param wholeRow it takes a row of the table as a whole, so it may depend on every column
 * @param subSelects its sub-selects, outer ones first
 * @param functions the user's functions that it calls, also inside sub-selects
 * @param sources what of the session it depends on
 */
public record ConditionReading(
        String sql,
        JsonNode tree,
        PolicyExpression expression,
        Set<String> columns,
        boolean wholeRow,
        List<SubSelect> subSelects,
        List<FunctionReading> functions,
        Set<SessionSource> sources) {
    public ConditionReading {
        columns = Set.copyOf(columns);
        subSelects = List.copyOf(subSelects);
        functions = List.copyOf(functions);
        sources = Set.copyOf(sources);
    }

    /**
     * A sub-select.
     *
     * @param sql its text
     * @param correlated it takes something of the row, so that it is evaluated for each
     * @param useless it has no FROM: a wrapper that saves nothing when it is correlated
     * @param tables that it reads, as {@code schema.name}
     */
    public record SubSelect(String sql, boolean correlated, boolean useless, List<String> tables) {
        public SubSelect {
            tables = List.copyOf(tables);
        }
    }
}
