package dev.pgwright.advice.schema;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Refreshes a materialized view, beside its readers where that is possible. */
public final class RefreshStaleView implements Remedy {
    @Override
    public String check() {
        return "materialized-view-stale";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        boolean besideReaders = Boolean.TRUE.equals(finding.facts().get("beside_readers"));
        return FoundTable.relation(finding, snapshot)
                .map(view -> new Proposal(
                        Stage.REPAIR,
                        List.of(new RefreshMaterializedView(FoundTable.name(finding), besideReaders)),
                        List.of(finding.key()),
                        FoundTable.name(finding) + " shows what its tables hold now",
                        besideReaders ? "" : "Readers wait while its query runs.",
                        List.of()));
    }
}
