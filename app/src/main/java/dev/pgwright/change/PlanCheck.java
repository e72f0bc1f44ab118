package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateExtension;
import dev.pgwright.operation.CreateObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Looks whether the database is still as it was when a plan was made, before the first change of it. Each change is
 * looked at again right before it is made; here what an earlier change of the same plan touches is left for then.
 */
public final class PlanCheck {
    private PlanCheck() {}

    /**
     * Refuses a plan that is out of date.
     *
     * @param plan its name: what an earlier run of it has done is not looked at
     * @throws PgwrightException CHANGE_FAILED
     */
    public static void requireAsPlanned(WriteSession session, Ledger ledger, String plan, List<Operation> operations) {
        Look look = new Look(session);
        Set<Object> touched = new HashSet<>();
        List<String> objections = new ArrayList<>();
        boolean created = false; // later changes may rest on what an earlier one makes
        for (Operation operation : operations) {
            TableName table = operation.table();
            boolean done = PlanRun.earlier(ledger, plan, operation).isPresent();
            boolean first = touched.add(operation.object()) & (table == null || touched.add(table));
            if (first && !done && !created) {
                objection(session, look, operation).ifPresent(objections::add);
            }
            created |= operation instanceof CreateExtension || operation instanceof CreateObject;
        }
        if (!objections.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.CHANGE_FAILED,
                    "Nothing was changed: the database is not as it was when the plan was made: "
                            + String.join("; ", objections),
                    "Make the plan again and look at it.");
        }
    }

    private static Optional<String> objection(WriteSession session, Look look, Operation operation) {
        try {
            return look.firstUnmet(operation.expects(session.version().major()));
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }
}
