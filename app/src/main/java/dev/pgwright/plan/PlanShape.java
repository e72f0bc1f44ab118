package dev.pgwright.plan;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a plan does without what it is estimated to cost: equal shapes run alike on the same rows. */
public record PlanShape(
        String type,
        @Nullable String relation,
        @Nullable String index,
        @Nullable String filter,
        @Nullable String indexCondition,
        List<PlanShape> children) {

    /** The shape of a plan; of none, an empty shape. */
    public static PlanShape of(Optional<PlanNode> plan) {
        return plan.map(PlanShape::of).orElse(new PlanShape("", null, null, null, null, List.of()));
    }

    private static PlanShape of(PlanNode node) {
        return new PlanShape(
                node.type(),
                node.relation(),
                node.index(),
                node.filter(),
                node.indexCondition(),
                node.children().stream().map(PlanShape::of).toList());
    }
}
