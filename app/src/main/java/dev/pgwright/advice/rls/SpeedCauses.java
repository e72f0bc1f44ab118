package dev.pgwright.advice.rls;

import dev.pgwright.sql.PolicyCall;
import java.util.ArrayList;
import java.util.List;

/** Why a policy is slow: what the plan does for each row, said with what the policy's text shows of the reason. */
final class SpeedCauses {
    private SpeedCauses() {}

    /** The causes that the plan of a condition shows. */
    static List<Problem> of(PolicyReading policy, ConditionReading condition, PolicyPlan plan) {
        List<Problem> found = new ArrayList<>();
        String done = "The plan of reading the table does this for each row: " + plan.perRowWords() + ".";
        if (!plan.callsPerRow().isEmpty()) {
            calls(policy, condition, plan, found, done);
        }
        if (plan.subPlansPerRow() > 0) {
            boolean wrapper = condition.subSelects().stream().anyMatch(s -> s.correlated() && s.useless());
            boolean correlated = condition.subSelects().stream().anyMatch(s -> s.correlated() && !s.useless());
            if (wrapper) {
                found.add(Problem.of(Cause.USELESS_WRAPPER, policy, done));
            }
            if (correlated || !wrapper) {
                found.add(Problem.of(Cause.CORRELATED_SUB_SELECT, policy, done));
            }
            condition.expression().calls(PolicyCall.Kind.TAKES_COLUMN).stream()
                    .findFirst()
                    .ifPresent(call -> found.add(Problem.of(Cause.CALL_WITH_COLUMN, policy, "It calls " + call + ".")));
        }
        return found;
    }

    private static void calls(
            PolicyReading policy, ConditionReading condition, PolicyPlan plan, List<Problem> found, String done) {
        List<String> takers = condition.expression().calls(PolicyCall.Kind.TAKES_COLUMN);
        boolean others = !condition.expression().calls(PolicyCall.Kind.ONCE).isEmpty()
                || !condition.expression().calls(PolicyCall.Kind.UNCERTAIN).isEmpty();
        if (!takers.isEmpty()) {
            found.add(Problem.of(Cause.CALL_WITH_COLUMN, policy, "It calls " + String.join(", ", takers) + "."));
        }
        if (others && isSet(condition)) {
            found.add(Problem.of(Cause.SET_PER_ROW, policy, done));
        } else if (others && plan.once() + plan.hashed() > 0) {
            found.add(Problem.of(Cause.HALF_WRAPPED, policy, done));
        } else if (others || takers.isEmpty()) {
            found.add(Problem.of(Cause.CALL_PER_ROW, policy, done));
        }
    }

    /** {@code c = ANY (f())}. */
    private static boolean isSet(ConditionReading condition) {
        return Nodes.all(condition.tree(), "A_Expr").stream()
                .filter(node -> node.path("kind").asString("").equals("AEXPR_OP_ANY"))
                .map(node -> Nodes.uncast(node.path("rexpr")))
                .anyMatch(right -> right.has("FuncCall"));
    }
}
