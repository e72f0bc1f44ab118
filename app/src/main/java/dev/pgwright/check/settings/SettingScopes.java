package dev.pgwright.check.settings;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * At which levels a setting is set for this database, and what a role gets there (ALTER ROLE documentation): what
 * is set
 * for the role in the database comes before the role's own, the database's and the server's.
 */
final class SettingScopes {
    private static final Set<String> CONFIGURED = Set.of("configuration file", "command line", "environment variable");

    private final Snapshot snapshot;
    private final String database;

    SettingScopes(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.database = snapshot.server().database();
    }

    /**
     * A value and where it is set.
     *
     * @param scope for people: {@code server}, {@code database shop}, {@code role app}
     * @param role null for all roles
     */
    record Scoped(
            String name,
            String value,
            String scope,
            boolean wholeDatabase,
            @Nullable String role) {}

    /** What the server's own configuration gives; the built-in default where settings of this role hide it. */
    Optional<String> server(String name) {
        return snapshot.setting(name)
                .flatMap(setting -> Optional.ofNullable(isHidden(name) ? setting.bootValue() : setting.resetValue()));
    }

    /**
     * What the configuration files or the start of the server give; none where that is the built-in default. Where
     * the files may not be read and settings of this role hide it, see {@link #isUnknown}.
     */
    Optional<String> configured(String name) {
        Optional<String> written = snapshot.rows(Facts.FILE_SETTING).stream()
                .filter(line -> line.applied() && name.equals(line.name()))
                .flatMap(line -> Optional.ofNullable(line.value()).stream())
                .findFirst();
        return written.isPresent() || isHidden(name)
                ? written
                : snapshot.setting(name)
                        .filter(setting -> CONFIGURED.contains(setting.source()))
                        .flatMap(setting -> Optional.ofNullable(setting.resetValue()));
    }

    /** Whether the server's own value is hidden from this role. */
    boolean isUnknown(String name) {
        return snapshot.rows(Facts.FILE_SETTING).isEmpty() && isHidden(name);
    }

    private boolean isHidden(String name) {
        String reader = snapshot.server().role();
        return find(name, database, reader)
                .or(() -> find(name, null, reader))
                .or(() -> find(name, database, null))
                .or(() -> find(name, null, null))
                .isPresent();
    }

    /** All that is set for this database or a role, by name and scope. */
    List<Scoped> overrides() {
        return snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(setting ->
                        setting.database() == null || setting.database().equals(database))
                .flatMap(SettingScopes::scoped)
                .sorted(Comparator.comparing(Scoped::name).thenComparing(Scoped::scope))
                .toList();
    }

    private static Stream<Scoped> scoped(RoleSetting setting) {
        String value = setting.value();
        if (value == null) {
            return Stream.empty();
        }
        boolean whole = setting.role() == null && setting.database() != null;
        String scope = Stream.of(
                        setting.role() == null ? "" : "role " + setting.role(),
                        setting.database() == null ? "" : "database " + setting.database())
                .filter(part -> !part.isEmpty())
                .reduce((role, in) -> role + " in " + in)
                .orElse("all roles");
        return Stream.of(new Scoped(setting.name(), value, scope, whole, setting.role()));
    }

    /** What a role gets in this database. */
    Optional<String> effective(String name, String role) {
        return find(name, database, role)
                .or(() -> find(name, null, role))
                .or(() -> find(name, database, null))
                .or(() -> find(name, null, null))
                .or(() -> server(name));
    }

    private Optional<String> find(String name, @Nullable String in, @Nullable String role) {
        return snapshot.rows(Facts.ROLE_SETTING).stream()
                .filter(setting -> setting.name().equals(name)
                        && Objects.equals(setting.database(), in)
                        && Objects.equals(setting.role(), role))
                .findFirst()
                .flatMap(setting -> Optional.ofNullable(setting.value()));
    }

    /** The number that a value means, in bytes or milliseconds where the setting has a unit; none for words. */
    Optional<Double> number(String name, String value) {
        String unit = snapshot.setting(name).map(Setting::unit).orElse(null);
        return SettingValue.number(value, unit);
    }
}
