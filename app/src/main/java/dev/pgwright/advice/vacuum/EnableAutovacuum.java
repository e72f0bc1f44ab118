package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Lets autovacuum come to a table again, and does at once what it missed. The server's own switch is the owner's. */
public final class EnableAutovacuum implements Remedy {
    private static final String PARAMETER = "autovacuum_enabled";

    @Override
    public String check() {
        return "autovacuum-disabled";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return FoundTable.relation(finding, snapshot).map(table -> proposal(finding));
    }

    private static Proposal proposal(Finding finding) {
        TableName table = FoundTable.name(finding);
        return new Proposal(
                Stage.REPAIR,
                List.of(new SetStorageParameter(table, PARAMETER, finding.text(PARAMETER), null), new Vacuum(table)),
                List.of(finding.key()),
                "Autovacuum looks after " + table + " again",
                "If a job vacuums the table at a chosen hour, autovacuum may now come at another.",
                List.of());
    }
}
