package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code indexes}. Costs are the planner's, in its own units (1 is one page read in sequence), estimated on a
 * twin; nothing was run and nothing was changed.
 *
 * @param target how the user named the database or the snapshot file
 * @param workload where the statements come from
 * @param budget what new indexes may take together
 * @param selected indexes to build, the most useful first
 * @param drop existing indexes that they replace
 * @param cost of the whole workload, each statement times its calls, the upkeep of new indexes included
 * @param gap how far {@code cost.after} can be above the best set of the candidates that fits, 0 to 1
 * @param refuted candidates that a plan would have read and that were not taken, the nearest to being useful first
 * @param candidates how many indexes were considered
 * @param seconds that the search took once the twin stood
 * @param plannerCalls plans that the twin was asked for
 * @param leftOut statements that the advice does not rest on
 * @param gaps what the twin lacks
 * @param secondOpinion of the target's HypoPG on the selected indexes; null when it was not asked
 * @param notes sentences on the workload
 */
public record IndexAdviceResult(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        String workload,
        Budget budget,
        List<SelectedIndex> selected,
        List<DroppedIndex> drop,
        Cost cost,
        double gap,
        List<StatementCost> statements,
        List<RefutedIndex> refuted,
        int candidates,
        double seconds,
        int plannerCalls,
        List<LeftOut> leftOut,
        List<Gap> gaps,
        @Nullable SecondOpinion secondOpinion,
        List<String> notes)
        implements Result {
    public IndexAdviceResult {
        selected = List.copyOf(selected);
        drop = List.copyOf(drop);
        statements = List.copyOf(statements);
        refuted = List.copyOf(refuted);
        leftOut = List.copyOf(leftOut);
        gaps = List.copyOf(gaps);
        notes = List.copyOf(notes);
    }

    /**
     * Storage for new indexes.
     *
     * @param why how it came about when the user gave none; null when the user gave it
     */
    public record Budget(long bytes, @Nullable String why) {}

    /**
     * An index to build.
     *
     * @param bytes predicted size
     * @param gain what the workload would cost more without it, the other selected ones there; its upkeep counted
     * @param writePenalty cost of its upkeep over the workload
     * @param serves names of the statements whose plan reads it
     * @param buildSeconds a rough estimate from the sizes of table and index
     * @param lock strongest lock of the build
     * @param blocks what others cannot do meanwhile
     * @param insteadOf the nearest other candidate on the same table; null when there was none
     * @param change the operation itself
     */
    public record SelectedIndex(
            String name,
            String table,
            String sql,
            String undo,
            long bytes,
            double gain,
            double writePenalty,
            List<String> serves,
            double buildSeconds,
            String lock,
            String blocks,
            @Nullable RefutedIndex insteadOf,
            CreateIndex change) {
        public SelectedIndex {
            serves = List.copyOf(serves);
        }
    }

    /** An index to drop, and why. */
    public record DroppedIndex(
            String name,
            String table,
            String sql,
            List<String> undo,
            String lock,
            String blocks,
            String reason,
            DropIndex change) {
        public DroppedIndex {
            undo = List.copyOf(undo);
        }
    }

    /**
     * Before and after.
     *
     * @param relative after divided by before: 0.1 is a tenth
     */
    public record Cost(double before, double after, double relative) {}

    /**
     * A statement of the workload.
     *
     * @param fingerprint of its shape
     * @param before cost of one call
     * @param after cost of one call with the selected indexes
     * @param relative after divided by before
     * @param indexes names of the selected indexes that its plan reads
     * @param calibrated whether twin and target plan it alike to the last digit; null when no target was asked
     * @param difference the first difference in words; empty when there is none
     */
    public record StatementCost(
            String statement,
            String fingerprint,
            double calls,
            double before,
            double after,
            double relative,
            List<String> indexes,
            @Nullable Boolean calibrated,
            String difference) {
        public StatementCost {
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * A candidate that was not taken.
     *
     * @param gain what it would save in addition to the selected ones, its upkeep counted
     */
    public record RefutedIndex(String name, String table, String sql, long bytes, double gain, String reason) {}

    /** A statement that the advice does not rest on, and why. */
    public record LeftOut(String statement, String reason) {}

    /** Something of the target that the twin lacks, why, and what plans are worth for it. */
    public record Gap(String object, String reason, String consequence) {}

    /**
     * What another estimator on the target makes of the selected indexes, over the statements that they serve, each times
     * its calls.
     *
     * @param source its name
     * @param before cost without the indexes, in the planner's units
     * @param after the same with them
     * @param relative after divided by before
     * @param twin what the twin says {@code relative} is
     * @param statements those that both plan
     */
    public record SecondOpinion(
            String source,
            double before,
            double after,
            double relative,
            double twin,
            List<IndexOpinion> indexes,
            List<StatementOpinion> statements) {
        public SecondOpinion {
            indexes = List.copyOf(indexes);
            statements = List.copyOf(statements);
        }
    }

    /**
     * On one index.
     *
     * @param bytes size that it expects; null when it does not take such an index
     * @param refusal why not, in the server's words; null when it does
     */
    public record IndexOpinion(
            String name,
            String table,
            @Nullable Long bytes,
            @Nullable String refusal) {}

    /** On one statement: cost of one call without and with the indexes. */
    public record StatementOpinion(String statement, double before, double after) {}

    /** The same with what came in afterwards. */
    public IndexAdviceResult with(@Nullable SecondOpinion opinion, List<String> moreNotes) {
        List<String> all = new ArrayList<>(notes);
        all.addAll(moreNotes);
        return new IndexAdviceResult(
                schemaVersion,
                command,
                target,
                takenAt,
                workload,
                budget,
                selected,
                drop,
                cost,
                gap,
                statements,
                refuted,
                candidates,
                seconds,
                plannerCalls,
                leftOut,
                gaps,
                opinion,
                all);
    }
}
