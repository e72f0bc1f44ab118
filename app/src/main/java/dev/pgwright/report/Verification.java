package dev.pgwright.report;

import dev.pgwright.change.verification.Assessment;
import dev.pgwright.change.verification.StatementVerdict;
import dev.pgwright.change.verification.Verifier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Result of {@code verify}: what was counted of changes that are watched in production.
 *
 * @param windows one for each plan that was open
 */
public record Verification(int schemaVersion, String command, String target, Instant takenAt, List<Window> windows)
        implements Result {
    /** Statements that are shown, those that cost most. */
    private static final int MOST = 30;

    /**
     * The changes of a plan.
     *
     * @param open false when it has its final verdict
     * @param verdict {@code better}, {@code same}, {@code worse} or {@code could not tell}
     * @param from when counting began
     * @param due when it ends
     * @param load how much slower the machine was for statements that no change touches
     * @param comparedWith whose figures statements were compared with
     * @param failures changes that could not be taken back, with the reason
     */
    public record Window(
            String plan,
            boolean open,
            String verdict,
            String why,
            Instant from,
            Instant to,
            @Nullable Instant due,
            double tolerance,
            double load,
            List<String> comparedWith,
            List<Tuning.ReportedOperation> operations,
            List<Statement> statements,
            List<String> failures) {}

    /**
     * One statement. Times are means of a call in milliseconds, blocks those that a call looks at.
     *
     * @param related whether one of the changes may touch it
     */
    public record Statement(
            String statement,
            String role,
            boolean related,
            long callsBefore,
            long callsAfter,
            double beforeMs,
            double afterMs,
            double blocksBefore,
            double blocksAfter,
            String verdict,
            String why) {}

    /** A result in the current JSON contract. */
    public static Verification of(String target, Instant takenAt, List<Verifier.Result> results) {
        return new Verification(
                Result.SCHEMA_VERSION,
                "verify",
                target,
                takenAt,
                results.stream().map(Verification::window).toList());
    }

    private static Window window(Verifier.Result result) {
        Assessment assessment = result.assessment();
        return new Window(
                result.watch().plan(),
                result.open(),
                assessment.verdict().words(),
                assessment.why(),
                assessment.from(),
                assessment.to(),
                result.watch().due(),
                result.watch().tolerance(),
                assessment.load(),
                assessment.comparedWith(),
                result.changes().stream().map(Tunings::operation).toList(),
                assessment.statements().stream()
                        .limit(MOST)
                        .map(Verification::statement)
                        .toList(),
                result.failures());
    }

    private static Statement statement(StatementVerdict s) {
        return new Statement(
                s.text(),
                s.role(),
                s.related(),
                s.before().calls(),
                s.after().calls(),
                s.before().mean(),
                s.after().mean(),
                s.before().blocksPerCall(),
                s.after().blocksPerCall(),
                s.verdict().words(),
                s.why());
    }
}
