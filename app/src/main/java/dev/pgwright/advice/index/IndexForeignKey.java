package dev.pgwright.advice.index;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Probe;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** An index on the columns of a foreign key, measured by the lookup that a delete of the parent makes. */
public final class IndexForeignKey implements Remedy {
    @Override
    public String check() {
        return "unindexed-foreign-key";
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
        List<String> columns = finding.texts("columns");
        CreateIndex index = CreateIndex.btree(
                table, columns.stream().map(Identifiers::quote).toList(), null);
        Probe probe = new Probe("lookup for foreign key " + finding.text("constraint"), table, columns);
        return new Proposal(
                Stage.INDEX,
                List.of(index),
                List.of(finding.key()),
                "Rows of " + table + " are found by their foreign key " + finding.text("constraint")
                        + " without reading the whole table",
                "Every write to " + table + " keeps one more index up to date.",
                List.of(probe));
    }
}
