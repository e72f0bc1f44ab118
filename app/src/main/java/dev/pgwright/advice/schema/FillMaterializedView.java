package dev.pgwright.advice.schema;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** Fills a materialized view that nobody can read yet. */
public final class FillMaterializedView implements Remedy {
    @Override
    public String check() {
        return "materialized-view-empty";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(view -> Proposal.of(
                        Stage.REPAIR,
                        new RefreshMaterializedView(FoundTable.name(finding), false),
                        finding.key(),
                        FoundTable.name(finding) + " can be read"));
    }
}
