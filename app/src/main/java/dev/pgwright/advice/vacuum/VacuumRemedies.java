package dev.pgwright.advice.vacuum;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class VacuumRemedies {
    public static final List<Remedy> ALL = List.of(
            new AnalyzeTable(),
            new EnableAutovacuum(),
            new LeaveRoom(),
            new RebuildIndex(),
            new VacuumDeadRows(),
            new VacuumInserts(),
            new VacuumOverdue(),
            new VacuumSooner());

    private VacuumRemedies() {}
}
