package dev.pgwright.check.query;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Extension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A server that does not say which statements cost what. */
public final class MissingPgStatStatements implements Check {
    private static final String EXTENSION = "pg_stat_statements";

    private static final CheckInfo INFO =
            CheckInfo.of("missing-pg-stat-statements", Theme.QUERY, Impact.MEDIUM, Facts.EXTENSION, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        Optional<Extension> extension = snapshot.rows(Facts.EXTENSION).stream()
                .filter(candidate -> candidate.name().equals(EXTENSION))
                .findFirst();
        boolean installed = extension.map(Extension::version).isPresent();
        boolean preloaded = isPreloaded(snapshot);
        if (installed && preloaded) {
            return List.of();
        }
        boolean available = extension.map(Extension::defaultVersion).isPresent();
        return List.of(Finding.of(
                INFO,
                EXTENSION,
                Impact.MEDIUM,
                EXTENSION + (installed ? " is installed, but not loaded" : " is not installed in this database"),
                Figures.of("installed", installed).and("preloaded", preloaded).and("available", available),
                "Without it nobody knows which statements the server spends its time on; pgwright's checks of"
                        + " statements, and its workload, need it."));
    }

    /**
     * The settings that only the loaded library has tell more than the list of libraries, which not every role
     * sees.
     */
    private static boolean isPreloaded(Snapshot snapshot) {
        return snapshot.setting(EXTENSION + ".max").isPresent()
                || snapshot.setting("shared_preload_libraries")
                        .flatMap(setting -> Optional.ofNullable(setting.resetValue()))
                        .map(list -> Arrays.stream(list.split(","))
                                .map(String::strip)
                                .toList())
                        .orElse(List.of())
                        .contains(EXTENSION);
    }
}
