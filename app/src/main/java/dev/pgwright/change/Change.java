package dev.pgwright.change;

import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import java.time.Instant;
import java.util.List;

/**
 * An operation on its way: what the ledger keeps.
 *
 * @param id unique within a ledger, in the order of application, from 1
 * @param reason why it was proposed, or why it was undone or refused
 */
public record Change(
        long id,
        String run,
        Operation operation,
        ChangeState state,
        List<Evidence> evidence,
        String reason,
        Instant changedAt) {
    public Change {
        evidence = List.copyOf(evidence);
    }

    Change with(ChangeState next, List<Evidence> measured, String why, Instant now) {
        return new Change(id, run, operation, next, measured, why, now);
    }
}
