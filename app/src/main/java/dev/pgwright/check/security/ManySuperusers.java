package dev.pgwright.check.security;

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

/** More roles than one can watch that may do everything. */
public final class ManySuperusers implements Check {
    private static final CheckInfo INFO = CheckInfo.of("many-superusers", Theme.SECURITY, Impact.MEDIUM, Facts.ROLE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<String> names = snapshot.rows(Facts.ROLE).stream()
                .filter(role -> role.superuser() && role.canLogin())
                .map(Role::name)
                .sorted()
                .toList();
        return names.size() < thresholds.server().superusers()
                ? List.of()
                : List.of(Finding.of(
                        INFO,
                        "superusers",
                        Impact.MEDIUM,
                        names.size() + " roles may log in as superusers",
                        Figures.of("roles", names).and("count", names.size()),
                        "No privilege, policy or limit holds for them, and they can run programs on the machine. One stolen"
                                + " password of so many is enough."));
    }
}
