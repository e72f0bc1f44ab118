package dev.pgwright.check.rls;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class RlsChecks {
    public static final List<Check> ALL =
            List.of(new PolicyColumnWithoutIndex(), new PolicyEvaluatedPerRow(), new RlsDisabled());

    private RlsChecks() {}
}
