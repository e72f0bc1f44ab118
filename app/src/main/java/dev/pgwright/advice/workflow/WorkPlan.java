package dev.pgwright.advice.workflow;

import dev.pgwright.advice.Proposal;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a workflow wants done, in order.
 *
 * @param afterwards what is to be done when the work that was prepared for is over
 * @param notes what needs a person, or could not be told: one sentence each
 */
public record WorkPlan(String name, List<Task> tasks, List<Task> afterwards, List<String> notes) {
    public WorkPlan {
        tasks = List.copyOf(tasks);
        afterwards = List.copyOf(afterwards);
        notes = List.copyOf(notes);
    }

    /**
     * An operation with its reason.
     *
     * @param risk what can go wrong; empty when nothing can
     */
    public record Task(Operation operation, String reason, String risk) {}

    /** Collects tasks; what is there already is left out, and a vacuum analyzes on its way. */
    static final class Builder {
        private final List<Task> tasks = new ArrayList<>();
        private final List<Task> afterwards = new ArrayList<>();
        private final List<String> notes = new ArrayList<>();
        private final Set<String> identities = new HashSet<>();
        private final Set<TableName> vacuumed = new HashSet<>();

        Builder add(Operation operation, String reason) {
            return add(operation, reason, "");
        }

        Builder add(Operation operation, String reason, String risk) {
            if (operation instanceof Vacuum vacuum) {
                vacuumed.add(vacuum.table());
                tasks.removeIf(task -> task.operation().equals(new Analyze(vacuum.table())));
            }
            boolean superfluous = operation instanceof Analyze analyze && vacuumed.contains(analyze.table());
            if (!superfluous && identities.add(operation.identity())) {
                tasks.add(new Task(operation, reason, risk));
            }
            return this;
        }

        Builder add(Proposal proposal) {
            proposal.operations().forEach(operation -> add(operation, proposal.reason(), proposal.risk()));
            return this;
        }

        Builder after(Operation operation, String reason) {
            afterwards.add(new Task(operation, reason, ""));
            return this;
        }

        Builder note(String note) {
            notes.add(note);
            return this;
        }

        WorkPlan build(String name) {
            return new WorkPlan(name, tasks, afterwards, notes);
        }
    }
}
