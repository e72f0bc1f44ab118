package dev.pgwright.check.connection;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class ConnectionChecks {
    public static final List<Check> ALL = List.of(
            new AdvisoryLockKept(),
            new BlockingSession(),
            new ConnectionChurn(),
            new ConnectionsNearLimit(),
            new FrequentDeadlocks(),
            new IdleInTransaction(),
            new LockQueue(),
            new LongRunningStatement(),
            new LongTransaction(),
            new ManyRollbacks(),
            new PreparedTransactionOpen(),
            new RoleNearLimit(),
            new SessionsLost());

    private ConnectionChecks() {}
}
