package dev.pgwright.report;

import dev.pgwright.report.Tuning.ReportedOperation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code prove}.
 *
 * @param plan the file that was to be proven
 * @param copy what the measurements were made on, in a few words
 * @param operations the smallest set of changes that gains without a regression; a plan for {@code apply}
 * @param refuted the others, with their figures
 * @param sizes of new indexes as they were built, by their title's order: first operations, then refuted
 * @param workload every statement without changes, with all of them and with those that are kept
 * @param totals over the workload, each statement weighted by its calls; null when nothing was measured
 * @param notes what the figures are worth, and what was not done
 */
public record ProofReport(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        String plan,
        String copy,
        List<ReportedOperation> operations,
        List<ReportedOperation> refuted,
        List<IndexBytes> sizes,
        List<StatementProof> workload,
        @Nullable Totals totals,
        List<String> notes)
        implements Result {
    public ProofReport {
        operations = List.copyOf(operations);
        refuted = List.copyOf(refuted);
        sizes = List.copyOf(sizes);
        workload = List.copyOf(workload);
        notes = List.copyOf(notes);
    }

    /**
     * Size of a new index.
     *
     * @param index its schema and name
     * @param bytes on the copy
     */
    public record IndexBytes(String index, long bytes) {}

    /**
     * One statement. Times are medians in milliseconds.
     *
     * @param given with all changes that were to be proven
     * @param kept with those that are kept
     * @param problem why it could not be run; null when it could
     */
    public record StatementProof(
            String statement,
            double calls,
            @Nullable Figures before,
            @Nullable Figures given,
            @Nullable Figures kept,
            Verdict givenVerdict,
            Verdict keptVerdict,
            List<String> indexes,
            @Nullable String problem) {
        public StatementProof {
            indexes = List.copyOf(indexes);
        }
    }

    /**
     * What runs of a statement took.
     *
     * @param unfinished stopped at the time limit: ms is a lower bound, and the rest was not counted
     * @param blocks 8 KiB blocks of tables, indexes and temporary files that a run looked at
     * @param readBlocks those of them that were not in the shared buffers
     * @param tempBlocks those of temporary files
     * @param walBytes log written
     * @param coldMs median of first runs after the server's shared buffers were emptied, the operating system's cache
     *     not; null when there were none
     */
    public record Figures(
            double ms,
            int samples,
            boolean unfinished,
            long blocks,
            long readBlocks,
            long tempBlocks,
            long walBytes,
            @Nullable Double coldMs) {}

    /**
     * What that says.
     *
     * @param verdict {@code faster}, {@code no difference}, {@code slower} or {@code not run}
     * @param ratio time without changes divided by time with them: 10 is ten times faster
     * @param ratioLow lower end of its 95 % confidence interval
     * @param ratioHigh its upper end
     * @param p that chance alone makes as much difference (rank test of Mann and Whitney)
     */
    public record Verdict(
            String verdict,
            @Nullable Double ratio,
            @Nullable Double ratioLow,
            @Nullable Double ratioHigh,
            @Nullable Double p) {}

    /** Sums in milliseconds. */
    public record Totals(double beforeMs, double givenMs, double keptMs) {}
}
