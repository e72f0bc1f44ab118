package dev.pgwright.change;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * An operation on its way: what the ledger keeps.
 *
 * @param id unique within a ledger, in the order of application, from 1
 * @param run when the run that made it began
 * @param proposal identity of the proposal that it belongs to: its operations are kept or taken back together
 * @param reason why it was proposed, or why it was undone or refused
 * @param step while it is being applied or taken back: how many of its steps are done
 */
public record Change(
        long id,
        String run,
        String proposal,
        Operation operation,
        ChangeState state,
        List<Evidence> evidence,
        String reason,
        Instant changedAt,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) int step) {
    public Change {
        evidence = List.copyOf(evidence);
    }

    /** A change none of whose steps is done. */
    public Change(
            long id,
            String run,
            String proposal,
            Operation operation,
            ChangeState state,
            List<Evidence> evidence,
            String reason,
            Instant changedAt) {
        this(id, run, proposal, operation, state, evidence, reason, changedAt, 0);
    }

    /** A change that is about to be made. */
    public static Change planned(String run, String proposal, Operation operation, String reason, Instant now) {
        return new Change(0, run, proposal, operation, ChangeState.PLANNED, List.of(), reason, now);
    }

    /** Equal but for its number: the same entry, in another ledger. */
    boolean isSameAs(Change other) {
        return numbered(0).equals(other.numbered(0));
    }

    Change numbered(long number) {
        return new Change(number, run, proposal, operation, state, evidence, reason, changedAt, step);
    }

    Change at(int steps, Instant now) {
        return new Change(id, run, proposal, operation, state, evidence, reason, now, steps);
    }

    Change with(ChangeState next, List<Evidence> measured, String why, Instant now) {
        return new Change(id, run, proposal, operation, next, measured, why, now);
    }
}
