package dev.pgwright.check.connection;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class ConnectionChecks {
    public static final List<Check> ALL = List.of(new ConnectionsNearLimit(), new IdleInTransaction());

    private ConnectionChecks() {}
}
