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
import java.util.List;
import java.util.Optional;

/** A policy that finds its rows by a column which no index leads with. */
public final class PolicyColumnWithoutIndex implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "policy-column-without-index",
            Theme.RLS,
            Impact.HIGH,
            Facts.RELATION,
            Facts.COLUMN,
            Facts.INDEX,
            Facts.POLICY,
            Facts.FUNCTION);

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
        List<String> columns = policies.missingColumns(table, policy);
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        String which = String.join(", ", columns);
        return Optional.of(Finding.of(
                INFO,
                Policies.name(policy),
                tables.impact(table, thresholds),
                "Policy \"" + policy.name() + "\" on " + Tables.name(table) + " looks rows up by " + which
                        + " without an index",
                Figures.ofTable(table.schema(), table.name())
                        .and("policy", policy.name())
                        .and("columns", columns)
                        .and("rows", tables.rows(table)),
                "Every statement under this policy reads all of " + Tables.name(table)
                        + " unless its own conditions find the rows faster."));
    }
}
