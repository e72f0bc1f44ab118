package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** Vacuums a table that grew. */
public final class VacuumInserts implements Remedy {
    @Override
    public String check() {
        return "overdue-insert-vacuum";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(table -> Proposal.of(
                        Stage.REPAIR,
                        new Vacuum(FoundTable.name(finding)),
                        finding.key(),
                        "Index-only scans of " + FoundTable.name(finding) + " need not look into the table"));
    }
}
