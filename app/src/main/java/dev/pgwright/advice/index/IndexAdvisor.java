package dev.pgwright.advice.index;

import dev.pgwright.advice.index.candidate.CandidateIndexes;
import dev.pgwright.advice.index.search.IndexSearch;
import dev.pgwright.advice.index.search.PlanMemory;
import dev.pgwright.advice.index.search.Problem;
import dev.pgwright.advice.index.search.TwinCosts;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

/** Chooses the indexes with which a workload costs least, within a budget of storage. */
public final class IndexAdvisor {
    private final Snapshot snapshot;
    private final WhatIfIndexes twin;
    /** Share of the budget kept free, since sizes are predicted. */
    private static final double RESERVE = 0.03;
    /** The search gets that part of the time even when weighing candidates took longer, as on a busy machine. */
    private static final int LEAST_PART = 3;

    private final Samples samples;
    private final LongSupplier nanoTime;

    /**
     * An advisor on a twin of what the snapshot was taken of.
     *
     * @param samples better sources than the statistics for what sizes depend on
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public IndexAdvisor(Snapshot snapshot, WhatIfIndexes twin, Samples samples, LongSupplier nanoTime) {
        this.samples = samples;
        this.snapshot = snapshot;
        this.twin = twin;
        this.nanoTime = nanoTime;
    }

    /**
     * Advises.
     *
     * @param budgetBytes that new indexes may take together
     * @param limit for the search; what is found until then counts
     */
    public IndexAdvice advise(List<WorkloadStatement> workload, long budgetBytes, Duration limit) {
        long start = nanoTime.getAsLong();
        long room = (long) (budgetBytes * (1 - RESERVE));
        AdvisedWorkload advised = AdvisedWorkload.read(snapshot, twin, workload);
        ExistingIndexes existing = new ExistingIndexes(snapshot);
        Partitions partitions = new Partitions(snapshot);
        CandidateIndexes generator = new CandidateIndexes(snapshot);
        List<Set<CreateIndex>> own = advised.statements().stream()
                .map(statement -> statement
                        .parts()
                        .flatMap(part -> generator.of(part).stream())
                        .filter(index -> !existing.covers(index)
                                && partitions.whyNot(index.table()).isEmpty())
                        .collect(Collectors.<CreateIndex, Set<CreateIndex>>toCollection(LinkedHashSet::new)))
                .toList();
        Map<TableName, Long> onTable = new HashMap<>();
        Set<CreateIndex> wanted = new LinkedHashSet<>();
        own.forEach(wanted::addAll);
        wanted.removeIf(
                index -> onTable.merge(index.table(), 1L, Long::sum) > partitions.mostCandidates(index.table()));
        Candidates candidates = Candidates.create(new CandidateSizes(snapshot, twin, samples), twin, wanted, room);
        Droppable present = Droppable.of(snapshot, advised);
        Problem problem = problem(advised, own, candidates, present);
        PlanMemory memory = new PlanMemory(
                problem, new TwinCosts(twin, advised.forPlanner(), candidates.whatIf(), present.names()));
        IndexSearch search = new IndexSearch(problem, memory, nanoTime);
        Duration left = limit.minusNanos(nanoTime.getAsLong() - start);
        Duration least = limit.dividedBy(LEAST_PART);
        IndexSearch.Found found = search.run(room, left.compareTo(least) > 0 ? left : least);
        double seconds = (nanoTime.getAsLong() - start) / 1e9;
        return new AdviceReport(problem, memory, advised, candidates, present)
                .of(found, seconds)
                .with(partitions::withParts);
    }

    private static Problem problem(
            AdvisedWorkload advised, List<Set<CreateIndex>> own, Candidates candidates, Droppable present) {
        int n = candidates.size();
        long[] bytes = new long[n + present.size()];
        double[] upkeep = new double[n + present.size()];
        for (int i = 0; i < n; i++) {
            bytes[i] = candidates.get(i).size().bytes();
            upkeep[i] = candidates.upkeep(i, advised.writes());
        }
        for (int i = 0; i < present.size(); i++) {
            bytes[n + i] = present.bytes(i);
            upkeep[n + i] = present.upkeep(i, advised.writes());
        }
        BitSet given = new BitSet();
        given.set(n, n + present.size());
        List<BitSet> relevant = advised.statements().stream()
                .map(statement -> {
                    BitSet set = candidates.relevantTo(statement);
                    set.or(present.relevantTo(statement, n));
                    return set;
                })
                .toList();
        double[] weights = advised.statements().stream()
                .mapToDouble(statement -> statement.statement().calls())
                .toArray();
        return new Problem(
                weights, relevant, own.stream().map(candidates::numbers).toList(), bytes, upkeep, given);
    }
}
