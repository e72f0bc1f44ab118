package dev.pgwright.check.settings;

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
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Roles whose statements or forgotten transactions may last for ever. */
public final class MissingTimeout implements Check {
    static final Map<String, String> TIMEOUTS = new TreeMap<>(Map.of(
            "statement_timeout",
            "A statement that went wrong runs until somebody stops it, and holds its connection, its locks and vacuum"
                    + " back meanwhile.",
            "idle_in_transaction_session_timeout",
            "A transaction that the application forgot stays open until somebody ends it, and holds its connection, its"
                    + " locks and vacuum back meanwhile."));

    private static final CheckInfo INFO = CheckInfo.of(
            "missing-timeout", Theme.SETTINGS, Impact.MEDIUM, Facts.SETTING, Facts.ROLE, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        List<String> logins = logins(snapshot);
        return TIMEOUTS.keySet().stream()
                .flatMap(name -> finding(scopes, name, logins).stream())
                .toList();
    }

    /** Whom applications log in as: superusers only where there is nobody else. */
    private static List<String> logins(Snapshot snapshot) {
        List<String> ordinary = logins(snapshot, role -> !role.superuser());
        return ordinary.isEmpty() ? logins(snapshot, Role::superuser) : ordinary;
    }

    private static List<String> logins(Snapshot snapshot, Predicate<Role> wanted) {
        return snapshot.rows(Facts.ROLE).stream()
                .filter(role -> role.canLogin() && (role.superuser() || !role.replication()))
                .filter(wanted)
                .map(Role::name)
                .toList();
    }

    private static Optional<Finding> finding(SettingScopes scopes, String name, List<String> logins) {
        List<String> without = logins.stream()
                .filter(role -> isOff(scopes.effective(name, role), scopes, name))
                .toList();
        if (without.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Finding.of(
                INFO,
                name,
                Impact.MEDIUM,
                name + " is not set for " + (without.size() == 1 ? "role " : "roles ") + String.join(", ", without),
                Figures.of("setting", name).and("roles", without),
                String.valueOf(TIMEOUTS.get(name))));
    }

    private static boolean isOff(Optional<String> value, SettingScopes scopes, String name) {
        return value.flatMap(text -> scopes.number(name, text))
                .filter(number -> number == 0)
                .isPresent();
    }
}
