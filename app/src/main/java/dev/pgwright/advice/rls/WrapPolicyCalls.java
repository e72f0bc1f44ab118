package dev.pgwright.advice.rls;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.check.rls.Policies;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.ReplacePolicy.Expressions;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.PolicyExpression;
import java.util.Optional;

/**
 * A policy with each call that does not depend on the row in a sub-select of its own. Not for a condition on new rows
 * alone: it is checked for the rows that are written, mostly one, where a sub-select saves nothing.
 */
public final class WrapPolicyCalls implements Remedy {
    @Override
    public String check() {
        return "policy-evaluated-per-row";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot).stream()
                .flatMap(table -> snapshot.policiesOf(table.oid()).stream())
                .filter(policy -> policy.name().equals(finding.text("policy")))
                .filter(policy -> policy.usingExpression() != null)
                .findFirst()
                .flatMap(policy -> replacement(finding, new Policies(snapshot), policy))
                .map(replace -> Proposal.of(
                        Stage.POLICY,
                        replace,
                        finding.key(),
                        "What does not depend on the row is evaluated once for a statement: "
                                + String.join(", ", finding.texts("calls_once_possible"))));
    }

    private static Optional<ReplacePolicy> replacement(Finding finding, Policies policies, Policy policy) {
        Optional<String> using = policies.using(policy).flatMap(PolicyExpression::wrapped);
        Optional<String> check = policies.check(policy).flatMap(PolicyExpression::wrapped);
        if (using.isEmpty() && check.isEmpty()) {
            return Optional.empty();
        }
        Expressions before = new Expressions(policy.usingExpression(), policy.checkExpression());
        Expressions after = new Expressions(using.orElse(before.using()), check.orElse(before.check()));
        return Optional.of(new ReplacePolicy(FoundTable.name(finding), policy.name(), before, after));
    }
}
