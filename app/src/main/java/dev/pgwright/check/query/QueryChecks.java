package dev.pgwright.check.query;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class QueryChecks {
    public static final List<Check> ALL =
            List.of(new DominatingStatement(), new MissingPgStatStatements(), new SlowStatement());

    private QueryChecks() {}
}
