package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.twin.IndexEstimate;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Which indexes to build and which to drop, by the planner's estimates on a twin.
 *
 * @param selected the most useful first
 * @param drops existing indexes that cost more than they give
 * @param refuted what was considered and did not help
 * @param costBefore of the whole workload, in the planner's units, writes included
 * @param costAfter the same with the advice followed
 * @param gap how far {@code costAfter} can be above the best set of the candidates, by the plans learned; 0 to 1
 * @param leftOut statements that the advice does not rest on
 * @param candidates how many indexes were considered
 * @param plannerCalls plans that the twin was asked for
 * @param seconds that the search took, once the twin stood
 */
public record IndexAdvice(
        List<Selected> selected,
        List<Drop> drops,
        List<Refuted> refuted,
        List<StatementCost> statements,
        double costBefore,
        double costAfter,
        double gap,
        List<LeftOut> leftOut,
        int candidates,
        int plannerCalls,
        double seconds) {
    public IndexAdvice {
        selected = List.copyOf(selected);
        drops = List.copyOf(drops);
        refuted = List.copyOf(refuted);
        statements = List.copyOf(statements);
        leftOut = List.copyOf(leftOut);
    }

    /** Cost after as a share of the cost before. */
    public double relative() {
        return costBefore <= 0 ? 1 : costAfter / costBefore;
    }

    /** The same with each new index in another form. */
    IndexAdvice with(UnaryOperator<CreateIndex> form) {
        return new IndexAdvice(
                selected.stream()
                        .map(each ->
                                new Selected(form.apply(each.index), each.size, each.upkeep, each.gain, each.serves))
                        .toList(),
                drops,
                refuted.stream()
                        .map(each -> new Refuted(form.apply(each.index), each.size, each.gain, each.reason))
                        .toList(),
                statements,
                costBefore,
                costAfter,
                gap,
                leftOut,
                candidates,
                plannerCalls,
                seconds);
    }

    /**
     * An index to build.
     *
     * @param upkeep what it costs the statements that write
     * @param gain what the workload would cost more without it, the other selected ones there
     * @param serves names of the statements whose plan reads it
     */
    public record Selected(CreateIndex index, IndexEstimate size, double upkeep, double gain, List<String> serves) {
        public Selected {
            serves = List.copyOf(serves);
        }
    }

    /** A statement that the advice does not rest on, and why. */
    public record LeftOut(String statement, String reason) {}

    /** An index to drop, and why. */
    public record Drop(DropIndex index, String reason) {}

    /**
     * A candidate that was not taken.
     *
     * @param gain what it would save if it were added to the selected ones; 0 or less is why it was not
     */
    public record Refuted(CreateIndex index, IndexEstimate size, double gain, String reason) {}

    /**
     * A statement of the workload.
     *
     * @param name in the workload
     * @param before cost of one call, in the planner's units
     * @param indexes names of selected indexes that its plan reads
     */
    public record StatementCost(
            String name, String sql, double calls, double before, double after, List<String> indexes) {
        public StatementCost {
            indexes = List.copyOf(indexes);
        }
    }
}
