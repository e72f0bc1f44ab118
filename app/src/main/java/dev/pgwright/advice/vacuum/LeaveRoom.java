package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Leaves room in each page for the next version of a row. */
public final class LeaveRoom implements Remedy {
    private static final String FILLFACTOR = "85";

    @Override
    public String check() {
        return "updates-move-rows";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(table -> new Proposal(
                        Stage.REPAIR,
                        List.of(new SetStorageParameter(FoundTable.name(finding), "fillfactor", null, FILLFACTOR)),
                        List.of(finding.key()),
                        "Updates of " + FoundTable.name(finding) + " find room in the row's own page",
                        "New pages hold 15 % fewer rows. Pages that are full stay so until their rows are updated.",
                        List.of()));
    }
}
