package dev.pgwright.proof;

import dev.pgwright.advice.Probe;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.workload.WorkloadStatement;
import java.util.stream.Collectors;

/** Times lookups that the server makes on its own account. */
public final class Probes {
    private final Replay replay;

    public Probes(Replay replay) {
        this.replay = replay;
    }

    /** Times the lookup of the rows that share the values of one existing row. */
    public Timing time(Probe probe, Sampling sampling) {
        String table = probe.table().sql();
        String condition = probe.columns().stream()
                .map(Identifiers::quote)
                .map(c -> c + " = (SELECT " + c + " FROM " + table + " WHERE " + c + " IS NOT NULL LIMIT 1)")
                .collect(Collectors.joining(" AND "));
        String sql = "SELECT count(*) FROM " + table + " WHERE " + condition;
        return replay.time(new WorkloadStatement(probe.name(), sql, 1, null, null, null, 0), sampling);
    }
}
