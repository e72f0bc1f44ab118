package dev.pgwright.report;

import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code tune}, {@code apply} and {@code undo}.
 *
 * @param applied false for a dry run
 * @param ledger where the changes are recorded; null for a dry run
 * @param operations proposed, kept, undone and refused changes in the order of application
 * @param refuted changes that were considered and did not help, with their figures
 * @param notes sentences about what could not be done or measured
 */
public record Tuning(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        boolean applied,
        @Nullable String ledger,
        List<StatementTimes> workload,
        @Nullable Totals totals,
        List<ReportedOperation> operations,
        List<ReportedOperation> refuted,
        List<ReportedFinding> findings,
        List<String> notes)
        implements Result {

    /**
     * One statement of the workload, before and after. Times are medians in milliseconds.
     *
     * @param targetMs the time that it should take; null when none was set
     * @param beforeMs null when it was not run
     * @param afterMs null when nothing was changed
     * @param ratio before divided by after: 10 is ten times faster
     * @param samples runs behind each median
     */
    public record StatementTimes(
            String statement,
            double calls,
            @Nullable Double targetMs,
            @Nullable Double beforeMs,
            @Nullable Double afterMs,
            @Nullable Double ratio,
            int samples,
            @Nullable String problem) {}

    /** A result in the current JSON contract. */
    public static Tuning of(
            String command,
            String target,
            Instant takenAt,
            boolean applied,
            @Nullable String ledger,
            List<StatementTimes> workload,
            @Nullable Totals totals,
            List<ReportedOperation> operations,
            List<ReportedOperation> refuted,
            List<ReportedFinding> findings,
            List<String> notes) {
        return new Tuning(
                Result.SCHEMA_VERSION,
                command,
                target,
                takenAt,
                applied,
                ledger,
                workload,
                totals,
                operations,
                refuted,
                findings,
                notes);
    }

    /** Sums over the workload, each statement weighted by its calls. */
    public record Totals(
            double beforeMs,
            @Nullable Double afterMs,
            @Nullable Double ratio) {}

    /**
     * A change and what became of it.
     *
     * @param id number in the ledger, or the position in a dry run
     * @param change the operation itself, from which {@code apply} reads a plan
     * @param state {@code planned}, {@code kept}, {@code undone} or {@code refused}
     */
    public record ReportedOperation(
            String id,
            String kind,
            String object,
            String title,
            List<ReportedStep> steps,
            List<String> undo,
            Operation change,
            String state,
            List<Evidence> evidence,
            String reason) {}
}
