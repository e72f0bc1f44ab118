package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Counters that autovacuum and everybody else needs, and that nobody keeps. */
public final class StatisticsNotCollected implements Check {
    private static final Map<String, String> SWITCHES = new TreeMap<>(Map.of(
            "track_counts",
            "Autovacuum does not learn what changed, so it never comes, and all figures of tables and indexes stand"
                    + " still.",
            "track_activities",
            "Nobody can see what sessions do: neither who blocks whom nor what is slow right now."));

    private static final CheckInfo INFO = CheckInfo.of(
            "statistics-not-collected", Theme.SETTINGS, Impact.CRITICAL, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        return SWITCHES.keySet().stream()
                .flatMap(name -> finding(scopes, name).stream())
                .toList();
    }

    private static Optional<Finding> finding(SettingScopes scopes, String name) {
        List<String> where = Stream.concat(
                        scopes.server(name).filter("off"::equals).map(value -> "server").stream(),
                        scopes.overrides().stream()
                                .filter(one ->
                                        one.name().equals(name) && one.value().equals("off"))
                                .map(SettingScopes.Scoped::scope))
                .toList();
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        INFO,
                        name,
                        name.equals("track_counts") ? Impact.CRITICAL : Impact.MEDIUM,
                        name + " is off (" + String.join(", ", where) + ")",
                        Figures.of("setting", name).and("where", where),
                        String.valueOf(SWITCHES.get(name))));
    }
}
