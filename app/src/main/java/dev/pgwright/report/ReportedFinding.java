package dev.pgwright.report;

import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import java.util.List;
import java.util.Map;

/**
 * A finding with what to do about it: the JSON contract of findings.
 *
 * @param fix empty lists when there is no automatic change
 * @param risk what can go wrong when the fix is applied; empty when there is none
 */
public record ReportedFinding(
        String check,
        String key,
        String object,
        Impact impact,
        String title,
        Map<String, Object> facts,
        String why,
        Fix fix,
        List<Evidence> evidence,
        String risk) {

    /** The statements to run and to take it back. */
    public record Fix(List<ReportedStep> steps, List<String> undo) {
        static Fix of(List<Operation> operations) {
            return new Fix(
                    operations.stream()
                            .flatMap(o -> ReportedStep.of(o.apply()).stream())
                            .toList(),
                    ReportedStep.undoOf(operations));
        }
    }

    /** Joins a finding and the operations that advice derived from it. */
    public static ReportedFinding of(Finding finding, List<Operation> operations, String risk) {
        return new ReportedFinding(
                finding.check(),
                finding.key(),
                finding.object(),
                finding.impact(),
                finding.title(),
                finding.facts(),
                finding.why(),
                Fix.of(operations),
                List.of(),
                risk);
    }
}
