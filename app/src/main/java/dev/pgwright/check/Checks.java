package dev.pgwright.check;

import dev.pgwright.check.cache.CacheChecks;
import dev.pgwright.check.connection.ConnectionChecks;
import dev.pgwright.check.index.IndexChecks;
import dev.pgwright.check.job.JobChecks;
import dev.pgwright.check.partition.PartitionChecks;
import dev.pgwright.check.query.QueryChecks;
import dev.pgwright.check.rls.RlsChecks;
import dev.pgwright.check.schema.SchemaChecks;
import dev.pgwright.check.security.SecurityChecks;
import dev.pgwright.check.settings.SettingsChecks;
import dev.pgwright.check.vacuum.VacuumChecks;
import dev.pgwright.check.wal.WalChecks;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every check, by id; each theme lists its own. */
public final class Checks {
    public static final List<Check> ALL = Stream.of(
                    CacheChecks.ALL,
                    ConnectionChecks.ALL,
                    IndexChecks.ALL,
                    PartitionChecks.ALL,
                    QueryChecks.ALL,
                    RlsChecks.ALL,
                    SchemaChecks.ALL,
                    SettingsChecks.ALL,
                    VacuumChecks.ALL,
                    WalChecks.ALL,
                    SecurityChecks.ALL,
                    JobChecks.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(check -> check.info().id()))
            .toList();

    private Checks() {}

    /** Their ids, in order. */
    public static List<String> ids() {
        return ALL.stream().map(check -> check.info().id()).toList();
    }

    /** The check of that id. */
    public static Optional<Check> find(String id) {
        return ALL.stream().filter(check -> check.info().id().equals(id)).findFirst();
    }
}
