package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class VacuumChecks {
    public static final List<Check> ALL = List.of(
            new AutovacuumDisabled(),
            new AutovacuumThrottled(),
            new BloatedIndex(),
            new BloatedTable(),
            new DeadTuples(),
            new LateAutovacuum(),
            new LongVacuum(),
            new MultixactWraparound(),
            new OverdueInsertVacuum(),
            new OverdueVacuum(),
            new StaleStatistics(),
            new TransactionIdWraparound(),
            new UpdatesMoveRows(),
            new VacuumHeldBack());

    private VacuumChecks() {}
}
