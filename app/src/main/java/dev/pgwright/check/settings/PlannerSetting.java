package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.settings.SettingScopes.Scoped;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A setting that makes the planner choose worse plans, at whatever level it was set. */
public final class PlannerSetting implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("planner-setting", Theme.SETTINGS, Impact.HIGH, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        PlannerRules rules = new PlannerRules(scopes, thresholds);
        Map<String, List<Scoped>> harmful = Stream.concat(server(snapshot, scopes), scopes.overrides().stream())
                .filter(scoped -> rules.harm(scoped).isPresent())
                .collect(Collectors.groupingBy(Scoped::name, TreeMap::new, Collectors.toList()));
        return harmful.values().stream().map(scoped -> finding(rules, scoped)).toList();
    }

    /** What the server's configuration changes from the built-in defaults. */
    private static Stream<Scoped> server(Snapshot snapshot, SettingScopes scopes) {
        return snapshot.rows(Facts.SETTING).stream()
                .filter(setting -> PlannerRules.concerns(setting.name()))
                .flatMap(setting -> scopes
                        .server(setting.name())
                        .filter(value -> !Objects.equals(value, setting.bootValue()))
                        .map(value -> onServer(setting, value))
                        .stream());
    }

    private static Scoped onServer(Setting setting, String value) {
        return new Scoped(setting.name(), value, "server", false, null);
    }

    private static Finding finding(PlannerRules rules, List<Scoped> scoped) {
        String name = scoped.get(0).name();
        List<String> values = scoped.stream()
                .map(one -> one.value() + " (" + one.scope() + ")")
                .toList();
        Optional<Scoped> ofDatabase =
                scoped.stream().filter(Scoped::wholeDatabase).findFirst();
        boolean ofOneRole = scoped.stream().allMatch(one -> one.role() != null);
        return Finding.of(
                INFO,
                name,
                ofOneRole ? Impact.LOW : rules.impact(name),
                "Setting " + name + " = " + String.join(", ", values) + " makes the planner choose worse plans",
                Figures.of("setting", name)
                        .and("values", values)
                        .and("value_of_database", ofDatabase.map(Scoped::value).orElse(null)),
                rules.harm(scoped.get(0)).orElse(""));
    }
}
