package dev.pgwright.advice.partition;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Tables;
import dev.pgwright.check.partition.TimePartitions;
import dev.pgwright.operation.DetachPartition;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Detaches what is kept no longer; what becomes of the detached tables is the user's. */
public final class DetachOverdue implements Remedy {
    @Override
    public String check() {
        return "partition-retention-overdue";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        TableName parent = FoundTable.name(finding);
        List<String> overdue = finding.texts("overdue");
        return TimePartitions.of(snapshot).stream()
                .filter(table -> Tables.name(table.table()).equals(parent.toString()))
                .findFirst()
                .map(table -> new Proposal(
                        Stage.REPAIR,
                        table.parts().stream()
                                .filter(part -> overdue.contains(part.table().name()))
                                .map(part -> detach(parent, part.table(), table.rest(), snapshot))
                                .toList(),
                        List.of(finding.key()),
                        "Old rows leave the table and stay in tables of their own",
                        "Statements on the table no longer see the old rows",
                        List.of()));
    }

    private static Operation detach(TableName parent, Relation part, @Nullable Relation rest, Snapshot snapshot) {
        return new DetachPartition(
                parent,
                new TableName(part.schema(), part.name()),
                String.valueOf(part.partitionBound()),
                snapshot.constraintsOf(part.oid()).stream()
                        .map(Constraint::name)
                        .toList(),
                snapshot.indexesOf(part.oid()).stream().map(Index::name).toList(),
                rest == null ? null : new TableName(rest.schema(), rest.name()));
    }
}
