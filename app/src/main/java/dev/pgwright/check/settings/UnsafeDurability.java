package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A setting that lets a crash or a bad disk destroy data. */
public final class UnsafeDurability implements Check {
    /** Value that is dangerous, and what it does. */
    private record Danger(String value, String effect) {}

    private static final Map<String, Danger> DANGERS = new TreeMap<>(Map.of(
            "fsync",
            new Danger("off", "After a crash of the machine the database may be damaged beyond repair, unnoticed."),
            "full_page_writes",
            new Danger("off", "A page that was half written at a crash stays so: rows are lost or wrong, unnoticed."),
            "zero_damaged_pages",
            new Danger("on", "A page that cannot be read is emptied: its rows are gone for good, with a mere warning."),
            "ignore_checksum_failure",
            new Danger("on", "Damaged pages are used as if they were sound, and may bring the server down."),
            "ignore_invalid_pages",
            new Danger("on", "Recovery goes on past WAL that does not fit, and hides what was lost.")));

    /** Written without a net on purpose: servers that pgwright starts for itself are rebuilt, never recovered. */
    private static final Set<String> OWN = Set.of("fsync", "full_page_writes");

    private static final CheckInfo INFO =
            CheckInfo.of("unsafe-durability", Theme.SETTINGS, Impact.CRITICAL, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        boolean own = Configured.text(snapshot, "cluster_name")
                .filter(LocalPostgres.CLUSTER_NAME::equals)
                .isPresent();
        SettingScopes scopes = new SettingScopes(snapshot);
        return DANGERS.entrySet().stream()
                .filter(entry -> !(own && OWN.contains(entry.getKey())))
                .flatMap(entry -> finding(scopes, entry.getKey(), entry.getValue()).stream())
                .toList();
    }

    private static Optional<Finding> finding(SettingScopes scopes, String name, Danger danger) {
        List<String> where = Stream.concat(
                        scopes.server(name).filter(danger.value::equals).map(value -> "server").stream(),
                        scopes.overrides().stream()
                                .filter(one ->
                                        one.name().equals(name) && one.value().equals(danger.value))
                                .map(SettingScopes.Scoped::scope))
                .toList();
        return where.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.of(
                        INFO,
                        name,
                        Impact.CRITICAL,
                        name + " is " + danger.value + " (" + String.join(", ", where) + ")",
                        Figures.of("setting", name).and("value", danger.value).and("where", where),
                        danger.effect));
    }
}
