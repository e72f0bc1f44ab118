package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** Marks the space of the dead rows as free. */
public final class VacuumDeadRows implements Remedy {
    @Override
    public String check() {
        return "dead-tuples";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(table -> Proposal.of(
                        Stage.REPAIR,
                        new Vacuum(FoundTable.name(finding)),
                        finding.key(),
                        "The space of dead rows becomes free for new ones"));
    }
}
