package dev.pgwright.advice.index;

import dev.pgwright.advice.index.search.IndexSearch;
import dev.pgwright.advice.index.search.PlanMemory;
import dev.pgwright.advice.index.search.Problem;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Index;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/** Says what a found set means: gains, drops, and what was refuted. */
final class AdviceReport {
    /** Refuted candidates that are named. */
    private static final int MOST_REFUTED = 25;
    /** Gains below this share of the workload's cost are none. */
    private static final double NOTHING = 1e-6;
    /** The planner holds costs that differ by less for equal (STD_FUZZ_FACTOR in pathnode.c). */
    private static final double TIE = 0.01;

    private final Problem problem;
    private final PlanMemory memory;
    private final AdvisedWorkload workload;
    private final Candidates candidates;
    private final Droppable present;

    AdviceReport(
            Problem problem, PlanMemory memory, AdvisedWorkload workload, Candidates candidates, Droppable present) {
        this.problem = problem;
        this.memory = memory;
        this.workload = workload;
        this.candidates = candidates;
        this.present = present;
    }

    IndexAdvice of(IndexSearch.Found found, double seconds) {
        double before = memory.workloadCost(problem.given());
        BitSet set = withoutIdle(found.set(), before);
        List<IndexAdvice.Drop> drops = drops(set); // brings back what it does not drop
        set = withoutIdle(set, before);
        double after = memory.workloadCost(set);
        double gap = after <= 0 ? 0 : Math.max(0, (after - Math.min(found.bound(), after)) / after);
        return new IndexAdvice(
                selected(set, after),
                drops,
                refuted(set, after),
                statements(set),
                before,
                after,
                gap,
                workload.leftOut(),
                candidates.size(),
                memory.calls(),
                seconds);
    }

    /** Takes away what gains nothing beside the others, the largest first. */
    private BitSet withoutIdle(BitSet found, double before) {
        BitSet set = (BitSet) found.clone();
        List<Integer> largest = set.stream()
                .filter(i -> i < candidates.size())
                .boxed()
                .sorted(Comparator.comparingLong((Integer i) -> problem.bytes(i))
                        .reversed())
                .toList();
        for (int i : largest) {
            if (clearGain(set, i) <= NOTHING * before) {
                set.clear(i);
            }
        }
        return set;
    }

    /** The gain that is more than a tie: of statements that cost clearly more without the index, less its upkeep. */
    private double clearGain(BitSet set, int index) {
        BitSet fewer = (BitSet) set.clone();
        fewer.clear(index);
        double gain = gain(set, index);
        for (int q = 0; q < problem.statements(); q++) {
            double without = memory.statementCost(q, fewer);
            double saved = without - memory.statementCost(q, set);
            gain -= saved < TIE * without
                    ? workload.statements().get(q).statement().calls() * saved
                    : 0;
        }
        return gain;
    }

    /** What the workload would cost more without it. */
    private double gain(BitSet set, int member) {
        BitSet fewer = (BitSet) set.clone();
        fewer.clear(member);
        return memory.workloadCost(fewer) - memory.workloadCost(set);
    }

    /** Existing indexes that the set replaces; the others stay, since the workload may not be all that there is. */
    private List<IndexAdvice.Drop> drops(BitSet set) {
        List<IndexAdvice.Drop> drops = new ArrayList<>();
        for (int i = 0; i < present.size(); i++) {
            int number = candidates.size() + i;
            Index index = present.get(i);
            List<String> replacing = set.stream()
                    .filter(each -> each < candidates.size())
                    .mapToObj(each -> candidates.get(each).index())
                    .filter(selected -> Replacement.replaces(selected, index))
                    .map(selected -> selected.name())
                    .toList();
            if (set.get(number) || replacing.isEmpty()) {
                set.set(number);
                continue;
            }
            DropIndex drop = new DropIndex(
                    new TableName(index.schema(), index.relation()),
                    index.name(),
                    String.valueOf(index.definition()),
                    index.comment(),
                    true);
            drops.add(new IndexAdvice.Drop(drop, "the new index " + replacing.get(0) + " begins with the same keys"));
        }
        return drops;
    }

    private List<IndexAdvice.Selected> selected(BitSet set, double after) {
        List<IndexAdvice.Selected> selected = new ArrayList<>();
        for (int i = set.nextSetBit(0); i >= 0 && i < candidates.size(); i = set.nextSetBit(i + 1)) {
            BitSet fewer = (BitSet) set.clone();
            fewer.clear(i);
            selected.add(new IndexAdvice.Selected(
                    candidates.get(i).index(),
                    candidates.get(i).size(),
                    problem.upkeep(i),
                    memory.workloadCost(fewer) - after,
                    served(set, i)));
        }
        selected.sort(Comparator.comparingDouble(IndexAdvice.Selected::gain).reversed());
        return selected;
    }

    private List<String> served(BitSet set, int index) {
        List<String> names = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            if (memory.uses(q, set).get(index)) {
                names.add(workload.statements().get(q).statement().name());
            }
        }
        return names;
    }

    /** Those that some plan would have read, best first; what no plan ever read is not listed. */
    private List<IndexAdvice.Refuted> refuted(BitSet set, double after) {
        List<IndexAdvice.Refuted> refuted = new ArrayList<>();
        BitSet useful = memory.everUsed();
        for (int i = useful.nextSetBit(0); i >= 0 && i < candidates.size(); i = useful.nextSetBit(i + 1)) {
            if (!set.get(i)) {
                BitSet more = (BitSet) set.clone();
                more.set(i);
                double gain = after - memory.workloadEstimate(more);
                refuted.add(new IndexAdvice.Refuted(
                        candidates.get(i).index(), candidates.get(i).size(), gain, reason(gain, after)));
            }
        }
        refuted.sort(Comparator.comparingDouble(IndexAdvice.Refuted::gain).reversed());
        return refuted.subList(0, Math.min(MOST_REFUTED, refuted.size()));
    }

    private static String reason(double gain, double cost) {
        return gain > NOTHING * cost
                ? "gains less for its size than what was selected"
                : "gains nothing beside what was selected";
    }

    private List<IndexAdvice.StatementCost> statements(BitSet set) {
        List<IndexAdvice.StatementCost> costs = new ArrayList<>();
        for (int q = 0; q < problem.statements(); q++) {
            Advised advised = workload.statements().get(q);
            costs.add(new IndexAdvice.StatementCost(
                    advised.statement().name(),
                    advised.statement().sql(),
                    advised.statement().calls(),
                    memory.statementCost(q, problem.given()),
                    memory.statementCost(q, set),
                    memory.uses(q, set).stream()
                            .filter(i -> i < candidates.size())
                            .mapToObj(i -> candidates.get(i).index().name())
                            .toList()));
        }
        return costs;
    }
}
