package dev.pgwright.check.vacuum;

import dev.pgwright.check.Ages;
import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.VacuumLines;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Somebody whose old view of the data keeps vacuum from removing anything newer. */
public final class VacuumHeldBack implements Check {
    private static final long CRITICAL_AGE = 500_000_000;

    private static final CheckInfo INFO = CheckInfo.of(
            "vacuum-held-back",
            Theme.VACUUM,
            Impact.CRITICAL,
            Facts.ACTIVITY,
            Facts.PREPARED_TRANSACTION,
            Facts.REPLICATION_SLOT,
            Facts.REPLICATION);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    /** Who holds it back, for how many transactions, and since when where that is known. */
    private record Holder(String name, long age, Duration time) {}

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        VacuumLines lines = thresholds.vacuum();
        List<Holder> holders = holders(snapshot)
                .filter(holder -> holder.age > lines.horizonAge()
                        || (holder.age > 0 && holder.time.compareTo(lines.horizonTime()) > 0))
                .sorted(Comparator.comparingLong(Holder::age).reversed().thenComparing(Holder::name))
                .toList();
        return holders.isEmpty() ? List.of() : List.of(finding(snapshot, holders));
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see what other roles' sessions hold",
                        "GRANT pg_monitor to the role."));
    }

    private static Stream<Holder> holders(Snapshot snapshot) {
        String database = snapshot.server().database();
        Stream<Holder> sessions = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> database.equals(activity.database()) && activity.xminAge() != null)
                .filter(activity -> !"walsender".equals(activity.backendType()))
                .map(activity -> new Holder(
                        "session of role " + activity.role(),
                        Objects.requireNonNull(activity.xminAge()),
                        Ages.since(snapshot, activity.transactionStart())));
        Stream<Holder> prepared = snapshot.rows(Facts.PREPARED_TRANSACTION).stream()
                .filter(one -> database.equals(one.database()))
                .map(one -> new Holder(
                        "prepared transaction " + one.gid(), one.xidAge(), Ages.since(snapshot, one.prepared())));
        // A catalog_xmin holds back the catalogs alone, which bloat all the same.
        Stream<Holder> slots = snapshot.rows(Facts.REPLICATION_SLOT).stream()
                .map(slot -> new Holder(
                        "replication slot " + slot.name(),
                        oldest(slot.xminAge(), slot.catalogXminAge()),
                        Duration.ZERO));
        Stream<Holder> standbys = snapshot.rows(Facts.REPLICATION).stream()
                .map(one -> new Holder("standby " + one.applicationName(), oldest(one.xminAge(), null), Duration.ZERO));
        return Stream.of(sessions, prepared, slots, standbys).flatMap(all -> all);
    }

    private static long oldest(@Nullable Long one, @Nullable Long two) {
        return Math.max(one == null ? 0 : one, two == null ? 0 : two);
    }

    private static Finding finding(Snapshot snapshot, List<Holder> holders) {
        Holder worst = holders.get(0);
        return Finding.of(
                INFO,
                worst.name,
                worst.age > CRITICAL_AGE ? Impact.CRITICAL : Impact.HIGH,
                "Vacuum in database " + snapshot.server().database() + " is held back by " + worst.name,
                Figures.of("held_by", holders.stream().map(Holder::name).toList())
                        .and("transaction_age", worst.age)
                        .and("held_seconds", worst.time.isZero() ? null : worst.time.toSeconds()),
                "No row that died since then can be removed, whatever vacuum does: tables and indexes grow, scans read"
                        + " the dead, and transaction IDs run towards their end.");
    }
}
