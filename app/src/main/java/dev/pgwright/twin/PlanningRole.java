package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.workload.WorkloadStatement;

/** The commands that make a transaction plan as an application's role; they end with the transaction. */
public final class PlanningRole {
    private PlanningRole() {}

    /** On the twin, whose superuser first becomes the role that read the snapshot. */
    public static String onTwin(Snapshot snapshot, WorkloadStatement statement) {
        return "SET LOCAL SESSION AUTHORIZATION " + quote(snapshot.server().role()) + onTarget(statement);
    }

    /** On the target, to which the reading role is connected. */
    static String onTarget(WorkloadStatement statement) {
        String claims =
                statement.claims() == null ? "" : "; SET LOCAL request.jwt.claims = " + literal(statement.claims());
        return statement.role() == null ? claims : claims + "; SET LOCAL ROLE " + quote(statement.role());
    }
}
