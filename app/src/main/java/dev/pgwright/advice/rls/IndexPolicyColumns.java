package dev.pgwright.advice.rls;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Probe;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An index for each column by which a policy finds its rows; all of them together, since alternatives need them
 * all.
 */
public final class IndexPolicyColumns implements Remedy {
    @Override
    public String check() {
        return "policy-column-without-index";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        // A partitioned table's index cannot be built concurrently.
        return FoundTable.relation(finding, snapshot)
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .map(table -> proposal(finding));
    }

    private static Proposal proposal(Finding finding) {
        TableName table = FoundTable.name(finding);
        List<Operation> indexes = new ArrayList<>();
        List<Probe> probes = new ArrayList<>();
        for (String column : finding.texts("columns")) {
            indexes.add(CreateIndex.btree(table, List.of(Identifiers.quote(column)), null));
            probes.add(new Probe("lookup by " + column + " for a policy of " + table, table, List.of(column)));
        }
        return new Proposal(
                Stage.INDEX,
                indexes,
                List.of(finding.key()),
                "The rows that policy \"" + finding.text("policy") + "\" lets through are found by an index",
                "Every write to " + table + " keeps one more index up to date.",
                probes);
    }
}
