package dev.pgwright.check;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Role;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables that the user can do something about, with their sizes; partitions count with their parents. */
public final class Tables {
    /** Schemas that belong to Supabase where its roles are: their owner maintains them, not the user. */
    private static final Set<String> PLATFORM_SCHEMAS = Set.of(
            "auth",
            "storage",
            "realtime",
            "_realtime",
            "_analytics",
            "extensions",
            "graphql",
            "graphql_public",
            "vault",
            "pgbouncer",
            "pgsodium",
            "pgsodium_masks",
            "supabase_functions",
            "supabase_migrations",
            "net",
            "cron");

    private static final Set<String> PLATFORM_ROLES = Set.of("anon", "authenticated", "service_role");
    /** Where the ledger is kept, and batches their state. */
    private static final Set<String> OWN_SCHEMAS = Set.of("pgwright", "pgwright_batch");

    private final Snapshot snapshot;
    private final Map<Long, Set<Relation>> children = new HashMap<>();
    private final boolean platform;

    public Tables(Snapshot snapshot) {
        this.snapshot = snapshot;
        for (Relation relation : snapshot.rows(Facts.RELATION)) {
            for (long parent : relation.parentOids()) {
                children.computeIfAbsent(parent, key -> new HashSet<>()).add(relation);
            }
        }
        this.platform = snapshot.rows(Facts.ROLE).stream()
                .map(Role::name)
                .collect(Collectors.toSet())
                .containsAll(PLATFORM_ROLES);
    }

    /** Tables, partitioned tables and partitions, by schema and name. */
    public Stream<Relation> all() {
        return snapshot.rows(Facts.RELATION).stream().filter(this::isUsers);
    }

    /** All but partitions, which their parents speak for. */
    public Stream<Relation> roots() {
        return all().filter(table -> !table.partition());
    }

    /** Whether it is a table of the user's, not an extension's, the platform's, a session's or pgwright's own. */
    public boolean isUsers(Relation relation) {
        boolean table = relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.PARTITIONED_TABLE;
        return table
                && relation.extension() == null
                && relation.persistence() != Relation.Persistence.TEMPORARY
                && isUsersSchema(relation.schema());
    }

    /** Whether it is a view of the user's, not an extension's or the platform's. */
    public boolean isUsersView(Relation view) {
        return view.extension() == null && isUsersSchema(view.schema());
    }

    private boolean isUsersSchema(String schema) {
        return !OWN_SCHEMAS.contains(schema) && !(platform && PLATFORM_SCHEMAS.contains(schema));
    }

    /** The table of that id, when it is the user's. */
    public Stream<Relation> find(long oid) {
        return snapshot.relation(oid).filter(this::isUsers).stream();
    }

    /** Partitions attached to a table. */
    public List<Relation> partitions(Relation table) {
        return children.getOrDefault(table.oid(), Set.of()).stream()
                .filter(Relation::partition)
                .toList();
    }

    /** Rows by the last vacuum or analyze or by the counters, whichever is more: both miss some. */
    public long rows(Relation table) {
        List<Relation> partitions = partitions(table);
        return partitions.isEmpty()
                ? Math.max((long) table.tuples(), statistic(table, TableStatistics::liveRows))
                : partitions.stream().mapToLong(this::rows).sum();
    }

    /** Bytes of the main file at the last vacuum or analyze. */
    public long bytes(Relation table) {
        List<Relation> partitions = partitions(table);
        return partitions.isEmpty()
                ? table.pages() * snapshot.server().blockSizeBytes()
                : partitions.stream().mapToLong(this::bytes).sum();
    }

    /** A counter of a table, or of all its partitions. */
    public long statistic(Relation table, ToLongFunction<TableStatistics> counter) {
        List<Relation> partitions = partitions(table);
        return partitions.isEmpty()
                ? snapshot.tableStatistics(table.oid())
                        .map(statistics -> counter.applyAsLong(statistics))
                        .orElse(0L)
                : partitions.stream()
                        .mapToLong(part -> statistic(part, counter))
                        .sum();
    }

    /** A finding's name for a table. */
    public static String name(Relation table) {
        return table.schema() + "." + table.name();
    }

    /** Impact of something whose cost grows with the rows of a table. */
    public Impact impact(Relation table, Thresholds thresholds) {
        long rows = rows(table);
        if (rows >= thresholds.largeTableRows()) {
            return Impact.HIGH;
        }
        return rows >= thresholds.mediumTableRows() ? Impact.MEDIUM : Impact.LOW;
    }
}
