package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Policy.Command;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** For whom a policy lets rows through, and what of the session may be missing. */
final class AccessCauses {
    private final Audience audience;
    private final Set<String> roles;
    private final boolean anonymousSignIn;

    AccessCauses(Audience audience, Set<String> roles, List<PolicyReading> all) {
        this.audience = audience;
        this.roles = roles;
        this.anonymousSignIn = all.stream().anyMatch(AccessCauses::readsAnonymity);
    }

    private static boolean readsAnonymity(PolicyReading policy) {
        return policy.conditions().stream()
                .flatMap(condition -> condition.sources().stream())
                .anyMatch(source -> source.path().contains("is_anonymous"));
    }

    /** The problems of one policy. */
    List<Problem> of(PolicyReading policy) {
        List<Problem> found = new ArrayList<>();
        policy.policy().roles().stream()
                .filter(role -> !role.equals("public") && !roles.contains(role))
                .forEach(role -> found.add(Problem.of(
                        Cause.UNKNOWN_ROLE, policy, "It is for " + role + ".", "Name a role that is there.")));
        if (policy.policy().permissive()) {
            anonymous(policy, found);
            everyCommand(policy, found);
        }
        policy.conditions().forEach(condition -> missing(policy, condition, found));
        givenAway(policy, found);
        return found;
    }

    private boolean isForAnonymous(PolicyReading policy) {
        return !audience.anonymous().isEmpty()
                && (policy.policy().roles().contains("public")
                        || policy.policy().roles().contains(audience.anonymous()));
    }

    private void anonymous(PolicyReading policy, List<Problem> found) {
        Command command = policy.policy().command();
        boolean free = policy.conditions().stream()
                .allMatch(condition -> condition.sources().isEmpty());
        boolean bucket = policy.policy().schema().equals("storage")
                && policy.policy().relation().equals("objects");
        if (bucket && free && command != Command.INSERT && isForAnonymous(policy)) {
            found.add(Problem.of(
                    Cause.PUBLIC_BUCKET,
                    policy,
                    "Its condition asks for nothing of the user.",
                    "A public bucket serves its files without a policy; leave listing to users."));
        }
        if (command != Command.SELECT
                && free
                && isForAnonymous(policy)
                && !policy.conditions().isEmpty()) {
            found.add(Problem.of(
                    Cause.ANONYMOUS_WRITE,
                    policy,
                    "It is for " + String.join(", ", policy.policy().roles()) + " and asks for nothing of the user.",
                    "Let it be for users who are logged in."));
        }
        if (anonymousSignIn && command != Command.SELECT && !free && !readsAnonymity(policy)) {
            found.add(Problem.of(
                    Cause.ANONYMOUS_SIGN_IN,
                    policy,
                    "Other policies ask whether is_anonymous; this one does not.",
                    "Add a restrictive policy that asks for it, where such users are not meant."));
        }
    }

    private static void everyCommand(PolicyReading policy, List<Problem> found) {
        boolean free = policy.using().filter(c -> c.sources().isEmpty()).isPresent();
        if (policy.policy().command() == Command.ALL && free && policy.check().isEmpty()) {
            found.add(Problem.of(
                    Cause.FOR_ALL,
                    policy,
                    "It has no FOR, which means every command, and asks for nothing of the user.",
                    "Say FOR SELECT."));
        }
    }

    /** Comparisons in which a claim that is not there does not simply fail. */
    private static void missing(PolicyReading policy, ConditionReading condition, List<Problem> found) {
        if (condition.sources().isEmpty()) {
            return;
        }
        for (JsonNode comparison : Nodes.all(condition.tree(), "A_Expr")) {
            boolean matches = comparison.path("kind").asString("").equals("AEXPR_NOT_DISTINCT")
                    || (Nodes.last(comparison.path("name")).equals("=")
                            && (isEmptied(comparison.path("lexpr")) || isEmptied(comparison.path("rexpr"))));
            boolean call = !Nodes.all(comparison, "FuncCall").isEmpty();
            if (matches && call) {
                found.add(Problem.of(
                        Cause.NULL_CLAIM_MATCHES,
                        policy,
                        "Rows whose column is NULL or empty match a request without the claim.",
                        "Compare with =, and let the claim be NULL."));
                return;
            }
        }
    }

    /** {@code coalesce(claim, '')}. */
    private static boolean isEmptied(JsonNode side) {
        JsonNode args = Nodes.uncast(side).path("CoalesceExpr").path("args");
        return args.size() > 1 && Nodes.string(args.path(args.size() - 1)).isPresent();
    }

    /** A party to a row may hand it to others when the other party's column is not held by a check. */
    private static void givenAway(PolicyReading policy, List<Problem> found) {
        Command command = policy.policy().command();
        if ((command != Command.UPDATE && command != Command.ALL)
                || policy.check().isPresent()) {
            return;
        }
        policy.using().ifPresent(condition -> {
            Set<String> columns = new LinkedHashSet<>();
            for (JsonNode arm : Nodes.arms(condition.tree(), "OR_EXPR")) {
                JsonNode comparison = arm.path("A_Expr");
                boolean call = !Nodes.all(arm, "FuncCall").isEmpty();
                for (JsonNode side : List.of(comparison.path("lexpr"), comparison.path("rexpr"))) {
                    if (call && !Nodes.column(side).isEmpty()) {
                        columns.add(Nodes.column(side));
                    }
                }
            }
            if (columns.size() > 1) {
                found.add(Problem.of(
                        Cause.NO_WITH_CHECK,
                        policy,
                        "Whoever is in one of " + String.join(", ", columns) + " may write anybody into the others.",
                        "Say in WITH CHECK, or in a trigger, which of them may change."));
            }
        });
    }
}
