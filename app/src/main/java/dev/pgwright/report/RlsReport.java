package dev.pgwright.report;

import dev.pgwright.report.Tuning.ReportedOperation;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code rls}.
 *
 * @param ground rows on which repairs were proven, in a few words; empty for none
 * @param policies each with its problems, and its repair when there is one
 * @param problems of tables, views and functions
 * @param matrix who may do what, by which policies
 * @param operations the repairs that are proven; a plan for {@code apply}
 * @param refused repairs that are not: they let other rows through, or nobody could tell
 * @param notes what could not be told or done, sentences
 */
public record RlsReport(
        int schemaVersion,
        String command,
        String target,
        Instant takenAt,
        String ground,
        List<ReportedPolicy> policies,
        List<ReportedProblem> problems,
        List<Cell> matrix,
        List<ReportedOperation> operations,
        List<ReportedOperation> refused,
        List<String> notes)
        implements Result {
    public RlsReport {
        policies = List.copyOf(policies);
        problems = List.copyOf(problems);
        matrix = List.copyOf(matrix);
        operations = List.copyOf(operations);
        refused = List.copyOf(refused);
        notes = List.copyOf(notes);
    }

    /** One policy. */
    public record ReportedPolicy(
            String table,
            String policy,
            String command,
            List<String> roles,
            List<ReportedProblem> problems,
            @Nullable Repaired repair,
            @Nullable Proof proof,
            List<String> notes) {}

    /**
     * Something wrong.
     *
     * @param check stable name of the cause
     * @param cause one clause
     * @param kind {@code speed} or {@code security}
     * @param object table, or table and policy
     * @param detail what exactly, a sentence
     * @param advice what to do, a sentence; empty when a repair is there
     */
    public record ReportedProblem(
            String check, String cause, String kind, String object, String detail, String advice) {}

    /**
     * A repair.
     *
     * @param words what it does, clauses
     * @param conditions under which the rewrite keeps every answer, clauses
     * @param costBefore of reading the table under the policy, in the planner's units on the twin
     * @param costAfter the same afterwards
     */
    public record Repaired(
            List<ReportedStep> steps,
            List<String> undo,
            List<String> words,
            List<String> conditions,
            double costBefore,
            double costAfter) {}

    /**
     * Whether it lets the same rows through.
     *
     * @param method {@code symbolic} when it is made of known-equal forms (and tested besides), else {@code tested}
     * @param rows of the copy about which was decided
     * @param generated sets of generated rows
     * @param words one sentence
     */
    public record Proof(
            boolean rowSetsEqual,
            int roles,
            int claims,
            long rows,
            int generated,
            boolean complete,
            String method,
            String words,
            List<String> differences,
            List<String> errors,
            List<StatementTime> statements) {}

    /** Times in milliseconds; {@code beforeMs} is a lower bound when it did not finish. */
    public record StatementTime(
            String statement,
            double beforeFirstMs,
            double beforeMs,
            double afterFirstMs,
            double afterMs,
            double ratio,
            boolean unfinished,
            long beforeBlocks,
            long afterBlocks,
            @Nullable String problem) {}

    /**
     * What a role may do with a table.
     *
     * @param access in a few words
     */
    public record Cell(String table, String role, String command, String access, List<String> policies) {}
}
