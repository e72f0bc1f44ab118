package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.Analyze;
import dev.pgwright.snapshot.Snapshot;
import java.util.Optional;

/** Shows the planner the rows as they are. */
public final class AnalyzeTable implements Remedy {
    @Override
    public String check() {
        return "stale-statistics";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot)
                .map(table -> Proposal.of(
                        Stage.REPAIR,
                        new Analyze(FoundTable.name(finding)),
                        finding.key(),
                        "The planner sees the rows as they are"));
    }
}
