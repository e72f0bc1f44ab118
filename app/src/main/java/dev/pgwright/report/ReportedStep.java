package dev.pgwright.report;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A step as users see it. */
public record ReportedStep(String sql, String lock, String blocks) {
    static List<ReportedStep> of(List<Step> steps) {
        return steps.stream()
                .map(step -> new ReportedStep(
                        step.sql() + ";", step.lock().mode(), step.lock().blocks()))
                .toList();
    }

    /** Undo statements of several operations: the last applied is taken back first. */
    static List<String> undoOf(List<Operation> operations) {
        List<Operation> reversed = new ArrayList<>(operations);
        Collections.reverse(reversed);
        return reversed.stream()
                .flatMap(o -> o.undo().stream())
                .map(step -> step.sql() + ";")
                .toList();
    }
}
