package dev.pgwright.check.connection;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A role that may soon not connect any more. */
public final class RoleNearLimit implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("role-near-limit", Theme.CONNECTION, Impact.HIGH, Facts.ACTIVITY, Facts.ROLE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Map<String, Long> sessions = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(Sessions::isClient)
                .collect(Collectors.groupingBy(Sessions::roleOf, Collectors.counting()));
        return snapshot.rows(Facts.ROLE).stream()
                .filter(role -> role.connectionLimit() > 0 && role.canLogin() && !role.superuser())
                .filter(role ->
                        sessions.getOrDefault(role.name(), 0L) >= role.connectionLimit() * thresholds.connectionShare())
                .map(role -> finding(role, sessions.getOrDefault(role.name(), 0L)))
                .toList();
    }

    private static Finding finding(Role role, long used) {
        return Finding.of(
                INFO,
                "role " + role.name(),
                used >= role.connectionLimit() ? Impact.HIGH : Impact.MEDIUM,
                "Role " + role.name() + " uses " + used + " of the " + role.connectionLimit()
                        + " connections that it may have",
                Figures.of("role", role.name()).and("connections", used).and("limit", role.connectionLimit()),
                "At its limit the server refuses the role's next connection, even where there is room for others.");
    }
}
