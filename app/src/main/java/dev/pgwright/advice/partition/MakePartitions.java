package dev.pgwright.advice.partition;

import dev.pgwright.advice.FoundTable;
import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Tables;
import dev.pgwright.check.partition.Period;
import dev.pgwright.check.partition.TimePartitions;
import dev.pgwright.operation.CreatePartition;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Snapshot;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the partitions of the next three periods. */
public final class MakePartitions implements Remedy {
    private static final int AHEAD = 3;

    @Override
    public String check() {
        return "partition-missing";
    }

    /** None when the default partition has rows, which may be in the way. */
    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        TableName name = FoundTable.name(finding);
        return TimePartitions.of(snapshot).stream()
                .filter(table -> Tables.name(table.table()).equals(name.toString()))
                .filter(table -> table.rest() == null || new Tables(snapshot).rows(table.rest()) == 0)
                .findFirst()
                .map(table -> operations(table, name, TimePartitions.now(snapshot)))
                .filter(operations -> !operations.isEmpty())
                .map(operations -> new Proposal(
                        Stage.REPAIR,
                        operations,
                        List.of(finding.key()),
                        "Rows of the next " + AHEAD + " periods have a partition",
                        "",
                        List.of()));
    }

    private static List<Operation> operations(TimePartitions table, TableName parent, LocalDateTime now) {
        Period period = table.period().orElseThrow();
        PartitionNames names = PartitionNames.like(table, period);
        List<Operation> operations = new ArrayList<>();
        LocalDateTime until = period.plus(now, AHEAD);
        LocalDateTime from = table.end().orElseThrow();
        while (!from.isAfter(until)) {
            LocalDateTime to = period.plus(from, 1);
            operations.add(new CreatePartition(
                    parent,
                    new TableName(parent.schema(), names.of(from)),
                    "FOR VALUES FROM (" + names.literal(from) + ") TO (" + names.literal(to) + ")"));
            from = to;
        }
        return operations;
    }
}
