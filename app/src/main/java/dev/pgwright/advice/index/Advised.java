package dev.pgwright.advice.index;

import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.twin.Scene;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A statement that the planner takes.
 *
 * @param policies conditions that row-level policies may add to it, each as a query of its table
 * @param scene role and settings under which it runs
 */
record Advised(WorkloadStatement statement, StatementAnalysis analysis, List<StatementAnalysis> policies, Scene scene) {
    Advised {
        policies = List.copyOf(policies);
    }

    /** The statement and what policies add to it. */
    Stream<StatementAnalysis> parts() {
        return Stream.concat(Stream.of(analysis), policies.stream());
    }

    /** Tables whose indexes may matter to its plan. */
    Set<TableName> tables() {
        return parts().flatMap(part -> part.relations().stream())
                .map(use ->
                        new TableName(use.relation().schema(), use.relation().name()))
                .collect(Collectors.toUnmodifiableSet());
    }
}
