package dev.pgwright.check.security;

import dev.pgwright.check.Ages;
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
import java.time.Duration;
import java.util.List;

/** A role that will soon not be let in any more. */
public final class PasswordExpires implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("password-expires", Theme.SECURITY, Impact.HIGH, Facts.ROLE, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Duration warning = thresholds.server().passwordWarning();
        return snapshot.rows(Facts.ROLE).stream()
                .filter(role -> role.canLogin() && role.validUntil() != null)
                .filter(role -> left(snapshot, role).compareTo(warning) < 0)
                .filter(role -> !left(snapshot, role).isNegative() || isInUse(snapshot, role))
                .map(role -> finding(snapshot, role))
                .toList();
    }

    private static Duration left(Snapshot snapshot, Role role) {
        return Ages.since(snapshot, role.validUntil()).negated();
    }

    /** Sessions that are open stay; a role that expired long ago and that nobody uses was let go on purpose. */
    private static boolean isInUse(Snapshot snapshot, Role role) {
        return snapshot.rows(Facts.ACTIVITY).stream()
                .anyMatch(activity -> role.name().equals(activity.role()));
    }

    private static Finding finding(Snapshot snapshot, Role role) {
        Duration left = left(snapshot, role);
        return Finding.of(
                INFO,
                "role " + role.name(),
                left.compareTo(Duration.ofDays(2)) < 0 ? Impact.HIGH : Impact.MEDIUM,
                left.isNegative()
                        ? "The password of role " + role.name() + " has expired, and its sessions are still open"
                        : "The password of role " + role.name() + " expires in " + left.toDays() + " days",
                Figures.of("role", role.name()).and("left_days", left.toDays()),
                "From then on the server refuses its new connections. A pool goes on until it must reconnect, and then the"
                        + " application fails without any change on its side.");
    }
}
