package dev.pgwright.plan;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A node of an execution plan, as {@code EXPLAIN (FORMAT JSON, VERBOSE)} prints it (explain.c).
 *
 * @param type for example {@code Seq Scan}
 * @param schema schema of the scanned relation
 * @param relation name of the scanned relation
 * @param alias name of the relation inside the statement, which qualifies columns in conditions
 * @param filter condition checked on every row that the node reads
 * @param indexCondition condition that an index answers
 * @param recheckCondition the whole condition that the index scans of a bitmap heap scan answer together
 * @param joinConditions hash, merge and join-filter conditions
 * @param sortKeys keys of a sort, as SQL text
 * @param groupKeys keys of a grouping
 * @param rows estimated rows out of the node
 * @param startupCost estimated cost until the first row, in the planner's units
 * @param cost estimated total cost in the planner's units
 * @param subplan name such as {@code SubPlan 1} or {@code InitPlan 1 (returns $0)}
 */
public record PlanNode(
        String type,
        @Nullable String schema,
        @Nullable String relation,
        @Nullable String alias,
        @Nullable String index,
        @Nullable String filter,
        @Nullable String indexCondition,
        @Nullable String recheckCondition,
        List<String> joinConditions,
        List<String> sortKeys,
        List<String> groupKeys,
        double rows,
        double startupCost,
        double cost,
        @Nullable String subplan,
        List<PlanNode> children) {

    public PlanNode {
        joinConditions = List.copyOf(joinConditions);
        sortKeys = List.copyOf(sortKeys);
        groupKeys = List.copyOf(groupKeys);
        children = List.copyOf(children);
    }

    /** This node and all below it, parents first. */
    public Stream<PlanNode> all() {
        return Stream.concat(Stream.of(this), children.stream().flatMap(PlanNode::all));
    }

    /** True when some node reads through the index. */
    public boolean uses(String indexName) {
        return all().anyMatch(node -> indexName.equals(node.index));
    }
}
