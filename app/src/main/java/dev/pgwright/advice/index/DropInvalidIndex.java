package dev.pgwright.advice.index;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.check.index.Indexes;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** The remains of a failed build go; whether the index is wanted after all is asked of the workload. */
public final class DropInvalidIndex implements Remedy {
    @Override
    public String check() {
        return "invalid-index";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.index(finding, snapshot)
                .filter(index -> !Indexes.hasDuty(snapshot, index))
                .flatMap(index -> FoundTable.drop(finding, snapshot))
                .map(drop -> Proposal.of(
                        Stage.REPAIR,
                        drop,
                        finding.key(),
                        "No query uses an invalid index, while writes pay for it and it holds back the name"));
    }
}
