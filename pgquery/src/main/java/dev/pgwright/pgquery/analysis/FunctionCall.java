package dev.pgwright.pgquery.analysis;

import tools.jackson.databind.JsonNode;

/**
 * A call written as a function.
 *
 * @param schema as written; empty when there is none
 * @param name as stored, without quotes
 * @param arguments how many; 0 for {@code count(*)}
 * @param window whether it has an OVER
 * @param clause where it stands
 * @param columns how many references to columns of any query stand in its arguments
 * @param node the {@code FuncCall}
 * @param location char offset, -1 when the tree gives none
 */
public record FunctionCall(
        String schema,
        String name,
        int arguments,
        boolean window,
        Clause clause,
        int columns,
        JsonNode node,
        int location) {}
