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

/** Lets autovacuum come to a large table in smaller portions. */
public final class VacuumSooner implements Remedy {
    @Override
    public String check() {
        return "late-autovacuum";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(table -> new Proposal(
                        Stage.REPAIR,
                        List.of(new SetStorageParameter(
                                FoundTable.name(finding), "autovacuum_vacuum_scale_factor", null, "0.02")),
                        List.of(finding.key()),
                        "Autovacuum comes to " + FoundTable.name(finding) + " when a fiftieth of its rows died",
                        "The next autovacuum may begin at once.",
                        List.of()));
    }
}
