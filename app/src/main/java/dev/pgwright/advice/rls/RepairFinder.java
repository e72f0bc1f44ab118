package dev.pgwright.advice.rls;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.ReplacePolicy.Expressions;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the form of a policy that the planner likes best: with or without an index, by array or by hashed set. */
final class RepairFinder {
    /** An index has to make reading that much cheaper to be worth its writes. */
    private static final double WORTH_AN_INDEX = 0.7;
    /** Two costs that are nearer than this are the same. */
    private static final double SAME = 0.999;

    private final FunctionCatalog catalog;
    private final WhatIfIndexes twin;
    private final PolicyPlans plans;
    private final IndexNeeds needs;
    private final HelperFinder helpers;
    private final Set<String> built = new HashSet<>();

    RepairFinder(PolicyReader reader, WhatIfIndexes twin) {
        Snapshot snapshot = reader.snapshot();
        this.catalog = reader.catalog();
        this.twin = twin;
        this.plans = new PolicyPlans(snapshot, twin.sessions().get(0), catalog);
        this.needs = new IndexNeeds(snapshot, catalog);
        this.helpers = new HelperFinder(reader);
    }

    /** The plan of a condition as it is. */
    Optional<PolicyPlan> plan(PolicyReading policy, String condition) {
        return plans.of(policy, condition, List.of(), Set.of());
    }

    /** One way to write the condition, with the indexes that it is planned with. */
    private record Option(
            String sql, Set<Form> forms, List<Operation> helpers, List<CreateIndex> indexes, PolicyPlan plan) {}

    /** The best repair of a policy's condition on existing rows; none when nothing is better than what is there. */
    Optional<Repair> of(PolicyReading policy, ConditionReading condition, PolicyPlan now) {
        List<Option> options = new ArrayList<>();
        for (Rewrites.Lookup lookup : Rewrites.Lookup.values()) {
            Rewrites.of(condition, catalog, helpers::membership, lookup).ifPresent(rewritten -> {
                List<Operation> made = rewritten.helpers().stream()
                        .map(HelperFunction::create)
                        .distinct()
                        .toList();
                options(policy, rewritten.sql(), rewritten.forms(), made, options);
            });
        }
        if (options.stream().noneMatch(option -> option.plan().perRow() < now.perRow())) {
            options.clear();
            options(policy, condition.sql(), Set.of(), List.of(), options);
        }
        Option best = null;
        for (Option option : options) {
            boolean indexed = !option.indexes().isEmpty();
            double than = best == null ? now.cost() : best.plan().cost();
            boolean more = indexed && (best == null || best.indexes().isEmpty());
            boolean mends = option.plan().perRow() < (best == null ? now : best.plan()).perRow();
            if (option.plan().cost() < than * (more ? WORTH_AN_INDEX : SAME) || (mends && !more)) {
                best = option;
            }
        }
        return best == null ? Optional.empty() : Optional.of(repair(policy, condition, now, best));
    }

    private void options(
            PolicyReading policy, String sql, Set<Form> forms, List<Operation> made, List<Option> options) {
        if (!forms.isEmpty()) {
            plans.of(policy, sql, made, Set.of())
                    .ifPresent(plan -> options.add(new Option(sql, forms, made, List.of(), plan)));
        }
        List<CreateIndex> indexes = needs.of(policy.table(), sql);
        Set<String> shown = shown(policy, indexes);
        if (!shown.isEmpty()) {
            plans.of(policy, sql, made, shown)
                    .filter(plan -> plan.indexes().containsAll(shown))
                    .ifPresent(plan -> options.add(new Option(sql, forms, made, indexes, plan)));
        }
    }

    /** Makes the indexes on the twin, once each; empty when one of them cannot be made. */
    private Set<String> shown(PolicyReading policy, List<CreateIndex> indexes) {
        Set<String> names = new LinkedHashSet<>();
        for (CreateIndex index : indexes) {
            WhatIfIndex whatIf = needs.whatIf(policy.table(), index);
            if (built.add(whatIf.name())) {
                Map<String, String> refused = twin.create(List.of(whatIf));
                if (!refused.isEmpty()) {
                    return Set.of();
                }
            }
            names.add(whatIf.name());
        }
        return names;
    }

    private Repair repair(PolicyReading policy, ConditionReading condition, PolicyPlan now, Option best) {
        List<Operation> operations = new ArrayList<>(best.helpers());
        List<String> words = new ArrayList<>();
        Set<Form> forms = EnumSet.noneOf(Form.class);
        forms.addAll(best.forms());
        if (!best.forms().isEmpty()) {
            operations.add(new ReplacePolicy(
                    policy.tableName(),
                    policy.policy().name(),
                    new Expressions(
                            policy.policy().usingExpression(), policy.policy().checkExpression()),
                    new Expressions(best.sql(), check(policy, condition, best))));
            best.forms().stream().sorted().map(Form::words).forEach(words::add);
        }
        best.indexes().forEach(index -> {
            operations.add(index);
            words.add("an index on " + String.join(", ", index.keys()) + " finds its rows");
        });
        return new Repair(operations, forms, now.cost(), best.plan().cost(), words);
    }

    /** A condition on new rows that has the same text gets the same form. */
    private static @org.jspecify.annotations.Nullable String check(
            PolicyReading policy, ConditionReading condition, Option best) {
        String check = policy.policy().checkExpression();
        return condition.sql().equals(check) ? best.sql() : check;
    }
}
