package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.Reindex;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Builds a bloated index anew beside its readers and writers. */
public final class RebuildIndex implements Remedy {
    @Override
    public String check() {
        return "bloated-index";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.index(finding, snapshot)
                .map(index -> new Proposal(
                        Stage.REPAIR,
                        List.of(new Reindex(FoundTable.name(finding), index.name())),
                        List.of(finding.key()),
                        "Index " + index.name() + " is as small as its entries",
                        "Needs disk for a second copy while it is built.",
                        List.of()));
    }
}
