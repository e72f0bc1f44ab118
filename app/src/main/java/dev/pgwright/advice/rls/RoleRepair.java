package dev.pgwright.advice.rls;

import dev.pgwright.operation.SetPolicyRoles;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A policy that only users who are logged in can pass, and that is for everybody. */
final class RoleRepair {
    private RoleRepair() {}

    /** The roles that it is to be for; none when it may well be for everybody. The proof asks whether that is so. */
    static Optional<SetPolicyRoles> of(PolicyReading policy, Audience audience) {
        boolean everybody = policy.policy().roles().equals(List.of("public"));
        boolean forUsers = policy.policy().permissive()
                && !audience.anonymous().isEmpty()
                && !policy.conditions().isEmpty()
                && policy.conditions().stream().allMatch(RoleRepair::asksForTheUser);
        List<String> all = audience.of(policy.table());
        List<String> users =
                all.stream().filter(role -> !role.equals(audience.anonymous())).toList();
        return everybody && forUsers && all.contains(audience.anonymous()) && !users.isEmpty()
                ? Optional.of(new SetPolicyRoles(
                        policy.tableName(),
                        policy.policy().name(),
                        policy.policy().roles(),
                        users))
                : Optional.empty();
    }

    /** Each alternative compares something with the session. */
    private static boolean asksForTheUser(ConditionReading condition) {
        List<JsonNode> arms = Nodes.arms(condition.tree(), "OR_EXPR");
        return !condition.sources().isEmpty()
                && arms.stream().allMatch(arm -> !Nodes.all(arm, "FuncCall").isEmpty());
    }

    static Problem problem(PolicyReading policy, Audience audience) {
        return Problem.of(
                Cause.NO_ROLE,
                policy,
                "Role " + audience.anonymous() + " has a privilege on the table, and each of its statements evaluates"
                        + " the policy for nothing.");
    }
}
