package dev.pgwright.advice.index;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.check.index.Indexes;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** An index that another one is equal to; not when a constraint or a foreign key stands on it. */
public final class DropDuplicateIndex implements Remedy {
    @Override
    public String check() {
        return "duplicate-index";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.index(finding, snapshot)
                .filter(index -> !Indexes.hasDuty(snapshot, index))
                .flatMap(index -> FoundTable.drop(finding, snapshot))
                .map(drop -> proposal(finding, drop));
    }

    private static Proposal proposal(Finding finding, DropIndex drop) {
        return new Proposal(
                Stage.DROP,
                List.of(drop),
                List.of(finding.key()),
                "Index " + finding.text("same_as") + " holds the same entries, so writes need not keep both up to date",
                "A query that names the index in a hint, or a tool that expects it, misses it.",
                List.of());
    }
}
