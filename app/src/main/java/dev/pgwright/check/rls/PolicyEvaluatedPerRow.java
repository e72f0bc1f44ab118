package dev.pgwright.check.rls;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.PolicyCall;
import dev.pgwright.sql.PolicyExpression;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A policy that calls functions for every row, whether or not they depend on the row. */
public final class PolicyEvaluatedPerRow implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "policy-evaluated-per-row", Theme.RLS, Impact.HIGH, Facts.RELATION, Facts.POLICY, Facts.FUNCTION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Tables tables = new Tables(snapshot);
        Policies policies = new Policies(snapshot);
        return tables.all()
                .flatMap(table -> policies.inForce(table)
                        .flatMap(policy -> finding(tables, policies, table, policy, thresholds).stream()))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return UnreadPolicies.doubt(INFO, snapshot);
    }

    private static Optional<Finding> finding(
            Tables tables, Policies policies, Relation table, Policy policy, Thresholds thresholds) {
        List<PolicyExpression> conditions = Stream.concat(
                        policies.using(policy).stream(), policies.check(policy).stream())
                .toList();
        List<String> once = calls(conditions, PolicyCall.Kind.ONCE);
        List<String> uncertain = calls(conditions, PolicyCall.Kind.UNCERTAIN);
        List<String> withColumns = calls(conditions, PolicyCall.Kind.TAKES_COLUMN);
        if (once.isEmpty() && uncertain.isEmpty() && withColumns.isEmpty()) {
            return Optional.empty();
        }
        List<String> all = Stream.of(once, uncertain, withColumns)
                .flatMap(List::stream)
                .distinct()
                .toList();
        // A condition on new rows alone is paid for the rows that are written, mostly one.
        Impact impact = policy.usingExpression() == null ? Impact.LOW : tables.impact(table, thresholds);
        return Optional.of(Finding.of(
                INFO,
                Policies.name(policy),
                impact,
                "Policy \"" + policy.name() + "\" on " + Tables.name(table) + " calls " + String.join(", ", all)
                        + " for every row",
                Figures.ofTable(table.schema(), table.name())
                        .and("policy", policy.name())
                        .and("command", policy.command())
                        .and("calls_once_possible", once)
                        .and("calls_uncertain", uncertain)
                        .and("calls_with_columns", withColumns)
                        .and("rows", tables.rows(table)),
                why(once, uncertain)));
    }

    private static List<String> calls(List<PolicyExpression> conditions, PolicyCall.Kind kind) {
        return conditions.stream()
                .flatMap(c -> c.calls(kind).stream())
                .distinct()
                .toList();
    }

    private static String why(List<String> once, List<String> uncertain) {
        if (!once.isEmpty()) {
            return "The result is the same for all rows of a statement: in a sub-select of its own the call is made"
                    + " once.";
        }
        return uncertain.isEmpty()
                ? "Each call takes a column of the row, so a sub-select around it changes nothing: the condition has to"
                        + " ask for a set instead."
                : "The call depends on nothing of the row, but the function is labelled VOLATILE or its type is not"
                        + " known: if it only reads, label it STABLE, then it can be called once for a statement.";
    }
}
