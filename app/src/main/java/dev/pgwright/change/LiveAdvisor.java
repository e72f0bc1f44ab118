package dev.pgwright.change;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Stage;
import dev.pgwright.advice.index.ExistingIndexes;
import dev.pgwright.advice.index.IndexCandidates;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.WorkloadStatement;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Advice from a fresh snapshot each time: what an earlier step changed is seen by the next. */
final class LiveAdvisor implements Tuner.Advisor {
    /** Below this a scan of the whole table is as fast as an index. */
    private static final double SMALL_TABLE_ROWS = 1000;

    private final Supplier<Snapshot> snapshots;
    private final Supplier<Snapshot> indexes;
    private final Function<Snapshot, List<Proposal>> proposals;
    private final @Nullable IndexCandidates candidates;
    private final Measurements measurements;

    /**
     * Advice for one run.
     *
     * @param indexes a snapshot of relations and indexes alone, which is read quickly
     */
    LiveAdvisor(
            Supplier<Snapshot> snapshots,
            Supplier<Snapshot> indexes,
            Function<Snapshot, List<Proposal>> proposals,
            @Nullable IndexCandidates candidates,
            Measurements measurements) {
        this.snapshots = snapshots;
        this.indexes = indexes;
        this.proposals = proposals;
        this.candidates = candidates;
        this.measurements = measurements;
    }

    @Override
    public List<Proposal> forFindings(Stage stage) {
        return proposals.apply(snapshots.get()).stream()
                .filter(proposal -> proposal.stage() == stage)
                .toList();
    }

    @Override
    public List<Proposal> forStatement(WorkloadStatement statement) {
        IndexCandidates search = candidates;
        if (search == null) {
            return List.of();
        }
        return measurements
                .plan(statement)
                .map(plan -> {
                    Snapshot snapshot = indexes.get();
                    ExistingIndexes existing = new ExistingIndexes(snapshot);
                    return search.of(plan).stream()
                            .filter(group -> group.stream().allMatch(index -> isLarge(snapshot, index)))
                            .map(group -> group.stream()
                                    .filter(index -> !existing.covers(index))
                                    .toList())
                            .filter(group -> !group.isEmpty())
                            .map(group -> proposal(statement, group))
                            .toList();
                })
                .orElse(List.of());
    }

    private static boolean isLarge(Snapshot snapshot, CreateIndex index) {
        return snapshot.relation(index.table().schema(), index.table().name())
                .filter(relation -> relation.tuples() >= SMALL_TABLE_ROWS)
                .isPresent();
    }

    private static Proposal proposal(WorkloadStatement statement, List<CreateIndex> group) {
        return new Proposal(
                Stage.INDEX,
                List.<Operation>copyOf(group),
                List.of(),
                "statement " + statement.name() + " reads rows that this index would skip or sort for it",
                "",
                List.of());
    }
}
