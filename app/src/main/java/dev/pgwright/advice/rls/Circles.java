package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Policy.Command;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Policies that read tables with policies: what that costs, and circles in which every statement fails. */
final class Circles {
    private final Map<String, Set<String>> reads = new TreeMap<>();

    private Circles(List<PolicyReading> policies) {
        for (PolicyReading policy : policies) {
            boolean reading = policy.policy().command() == Command.SELECT
                    || policy.policy().command() == Command.ALL;
            if (policy.table().rowSecurity() && reading) {
                reads.computeIfAbsent(policy.tableName().toString(), table -> new LinkedHashSet<>())
                        .addAll(inner(policy));
            }
        }
    }

    /** Tables that the sub-selects of a policy read with the rights of the one who asks. */
    private static Set<String> inner(PolicyReading policy) {
        Set<String> found = new LinkedHashSet<>();
        policy.conditions().stream()
                .flatMap(condition -> condition.subSelects().stream())
                .forEach(sub -> found.addAll(sub.tables()));
        return found;
    }

    /** The problems of all policies that read other tables. */
    static List<Problem> of(List<PolicyReading> policies) {
        Circles circles = new Circles(policies);
        List<Problem> found = new ArrayList<>();
        for (PolicyReading policy : policies) {
            if (policy.table().rowSecurity()) {
                circles.of(policy, found);
            }
        }
        return found;
    }

    private void of(PolicyReading policy, List<Problem> found) {
        for (String table : inner(policy)) {
            String circle = way(table, policy.tableName().toString(), new HashSet<>());
            if (circle != null) {
                found.add(Problem.of(
                        Cause.ENDLESS_RECURSION,
                        policy,
                        policy.tableName() + " -> " + circle + ".",
                        "Ask a function with its owner's rights, in a schema that the API does not serve, instead of the"
                                + " table."));
            } else if (reads.containsKey(table)) {
                found.add(Problem.of(
                        Cause.POLICY_IN_POLICY,
                        policy,
                        "It reads " + table + ", whose policies hold there too.",
                        "Where its policies let through what is asked for anyway, ask a function with its owner's"
                                + " rights instead."));
            }
        }
    }

    /** How one table leads to another; null when it does not. */
    private @Nullable String way(String from, String to, Set<String> seen) {
        if (from.equals(to)) {
            return to;
        }
        if (!seen.add(from)) {
            return null;
        }
        for (String next : reads.getOrDefault(from, Set.of())) {
            String rest = way(next, to, seen);
            if (rest != null) {
                return from + " -> " + rest;
            }
        }
        return null;
    }
}
