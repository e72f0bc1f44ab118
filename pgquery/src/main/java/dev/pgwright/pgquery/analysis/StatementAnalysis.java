package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Optional;

/**
 * What one statement reads and writes. The lists hold what stands anywhere in it, in the order of the text.
 *
 * @param kind name of its node, for example {@code SelectStmt}
 * @param query the query that it is or holds; empty for a statement without one
 * @param relations relations that it names, and those behind views whose definition is known
 * @param columns column references
 * @param functions function calls
 * @param subLinks sub-queries in expressions
 * @param parameters parameters
 * @param problems names that could not be resolved
 */
public record StatementAnalysis(
        String kind,
        Optional<QueryBlock> query,
        List<RelationUse> relations,
        List<ColumnUse> columns,
        List<FunctionCall> functions,
        List<SubLink> subLinks,
        List<ParameterUse> parameters,
        List<Problem> problems) {}
