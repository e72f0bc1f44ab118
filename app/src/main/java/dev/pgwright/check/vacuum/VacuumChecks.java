package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class VacuumChecks {
    public static final List<Check> ALL =
            List.of(new AutovacuumDisabled(), new DeadTuples(), new OverdueVacuum(), new StaleStatistics());

    private VacuumChecks() {}
}
