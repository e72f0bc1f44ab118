package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * A setting that somebody changed for the server while an old default, fixed for a database or role, still holds there.
 */
public final class OverriddenSetting implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("overridden-setting", Theme.SETTINGS, Impact.MEDIUM, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        return scopes.overrides().stream()
                .filter(one -> !MissingTimeout.TIMEOUTS.containsKey(one.name()) && defeats(snapshot, scopes, one))
                .map(one -> finding(snapshot, scopes, one))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        return scopes.overrides().stream()
                .filter(one -> scopes.isUnknown(one.name()))
                .map(one -> INFO.skipped(
                        "The role " + snapshot.server().role()
                                + " does not see what the server's own configuration says" + " of " + one.name(),
                        "Run it as a superuser."))
                .findFirst();
    }

    /** The server's value was chosen, and the override brings back what it was chosen against. */
    private static boolean defeats(Snapshot snapshot, SettingScopes scopes, SettingScopes.Scoped one) {
        Optional<Setting> setting = snapshot.setting(one.name());
        Optional<String> builtIn = setting.flatMap(found -> Optional.ofNullable(found.bootValue()));
        Optional<String> server = scopes.configured(one.name());
        return builtIn.isPresent()
                && server.isPresent()
                && !isSame(scopes, one.name(), server.get(), builtIn.get())
                && isSame(scopes, one.name(), one.value(), builtIn.get());
    }

    /** Equal as numbers with units, or as words. */
    private static boolean isSame(SettingScopes scopes, String name, String one, String other) {
        Optional<Double> number = scopes.number(name, one);
        return number.isPresent() ? number.equals(scopes.number(name, other)) : one.equalsIgnoreCase(other);
    }

    private static Finding finding(Snapshot snapshot, SettingScopes scopes, SettingScopes.Scoped one) {
        String server = scopes.configured(one.name()).orElse("");
        String unit = snapshot.setting(one.name())
                .flatMap(setting -> Optional.ofNullable(setting.unit()))
                .map(text -> " " + text)
                .orElse("");
        return Finding.of(
                INFO,
                one.name() + " of " + one.scope(),
                one.role() == null ? Impact.MEDIUM : Impact.LOW,
                "The server's " + one.name() + " does not hold for " + one.scope() + ": the built-in default is fixed"
                        + " there",
                Figures.of("setting", one.name())
                        .and("value", one.value())
                        .and("server_value", server.matches("[0-9.]+") ? server + unit : server)
                        .and("whole_database", String.valueOf(one.wholeDatabase()))
                        .and("role", one.role()),
                "Somebody chose another value for the whole server, and here it has no effect. Mostly the line is older"
                        + " than the choice and forgotten.");
    }
}
