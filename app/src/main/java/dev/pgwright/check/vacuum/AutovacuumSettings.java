package dev.pgwright.check.vacuum;

import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** When autovacuum comes to a table: the server's settings and the table's own. */
public final class AutovacuumSettings {
    private static final Set<String> OFF = Set.of("false", "off", "no", "0", "f", "n");

    private final Snapshot snapshot;
    private final Relation table;

    public AutovacuumSettings(Snapshot snapshot, Relation table) {
        this.snapshot = snapshot;
        this.table = table;
    }

    /** Whether the table's own setting keeps autovacuum away. */
    public boolean isDisabled() {
        return option("autovacuum_enabled")
                .map(value -> OFF.contains(value.toLowerCase(Locale.ROOT)))
                .orElse(false);
    }

    /** Dead rows from which autovacuum vacuums the table (relation_needs_vacanalyze in autovacuum.c). */
    public double vacuumThreshold() {
        double threshold = value("autovacuum_vacuum_threshold", 50)
                + value("autovacuum_vacuum_scale_factor", 0.2) * Math.max(table.tuples(), 0);
        double most = value("autovacuum_vacuum_max_threshold", -1); // from 18
        return most >= 0 ? Math.min(threshold, most) : threshold;
    }

    /** Inserted rows from which autovacuum vacuums the table for them alone (from 13); -1 for never. */
    public double insertThreshold() {
        double threshold = value("autovacuum_vacuum_insert_threshold", 1_000);
        double scale = value("autovacuum_vacuum_insert_scale_factor", 0.2);
        return threshold < 0 ? -1 : threshold + scale * Math.max(table.tuples(), 0);
    }

    /**
     * Changed rows from which autovacuum would analyze the table by its own settings or the server's, whichever asks
     * for fewer: a table that wants to be analyzed later has old statistics all the same.
     */
    public double analyzeThreshold() {
        double rows = Math.max(table.tuples(), 0);
        double own = value("autovacuum_analyze_threshold", 50) + value("autovacuum_analyze_scale_factor", 0.1) * rows;
        double server =
                server("autovacuum_analyze_threshold", 50) + server("autovacuum_analyze_scale_factor", 0.1) * rows;
        return Math.min(own, server);
    }

    /** Transactions after which autovacuum freezes the table come what may; a table can only ask for fewer. */
    public double freezeAge() {
        double server = server("autovacuum_freeze_max_age", 200_000_000);
        return Math.min(server, value("autovacuum_freeze_max_age", server));
    }

    private double value(String name, double otherwise) {
        return option(name).map(Double::parseDouble).orElseGet(() -> server(name, otherwise));
    }

    private double server(String name, double otherwise) {
        return snapshot.setting(name)
                .flatMap(setting -> Optional.ofNullable(setting.resetValue()))
                .map(Double::parseDouble)
                .orElse(otherwise);
    }

    /** A storage parameter of the table. */
    public Optional<String> option(String name) {
        return table.options().stream()
                .filter(option -> option.startsWith(name + "="))
                .map(option -> option.substring(name.length() + 1))
                .findFirst();
    }

    /** Whether autovacuum is off for the whole server. */
    static boolean isServerOff(Snapshot snapshot) {
        return snapshot.setting("autovacuum")
                .map(Setting::resetValue)
                .filter("off"::equals)
                .isPresent();
    }
}
