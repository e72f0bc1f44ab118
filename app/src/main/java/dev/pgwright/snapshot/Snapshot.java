package dev.pgwright.snapshot;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableMap;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What was read of a database at one moment. Everything asked of a fact that could not be read answers with nothing:
 * ask {@link #state} where nothing and unknown differ.
 */
public final class Snapshot {
    private final Map<String, FactState<?>> states;
    private final boolean redacted;
    private final Map<Long, Relation> relations;
    private final Map<String, Relation> relationsByName;
    private final Map<Long, List<Column>> columns;
    private final Map<Long, List<Index>> indexes;
    private final Map<Long, List<Constraint>> constraints;
    private final Map<Long, List<Policy>> policies;
    private final Map<Long, TableStatistics> tableStatistics;
    private final Map<Long, IndexStatistics> indexStatistics;

    private Snapshot(Map<String, FactState<?>> states, boolean redacted) {
        this.redacted = redacted;
        this.states = Collections.unmodifiableMap(new LinkedHashMap<>(states));
        this.relations = byKey(Facts.RELATION, Relation::oid);
        this.relationsByName = byKey(Facts.RELATION, relation -> key(relation.schema(), relation.name()));
        this.columns = grouped(Facts.COLUMN, Column::relationOid);
        this.indexes = grouped(Facts.INDEX, Index::relationOid);
        this.constraints = rows(Facts.CONSTRAINT).stream()
                .filter(constraint -> constraint.relationOid() != null)
                .collect(groupingBy(constraint -> Objects.requireNonNull(constraint.relationOid())));
        this.policies = grouped(Facts.POLICY, Policy::relationOid);
        this.tableStatistics = byKey(Facts.TABLE_STATISTICS, TableStatistics::relationOid);
        this.indexStatistics = byKey(Facts.INDEX_STATISTICS, IndexStatistics::indexOid);
    }

    private <K, T extends Record> Map<K, T> byKey(Fact<T> fact, Function<T, K> key) {
        return rows(fact).stream().collect(toUnmodifiableMap(key, Function.identity(), (first, second) -> first));
    }

    private <T extends Record> Map<Long, List<T>> grouped(Fact<T> fact, Function<T, Long> key) {
        return rows(fact).stream().collect(groupingBy(key));
    }

    private static String key(String schema, String name) {
        return schema + '\0' + name;
    }

    /** Collects facts; the types of fact and rows go together. */
    public static final class Builder {
        private final Map<String, FactState<?>> states = new LinkedHashMap<>();
        private boolean redacted;

        /** Whether the user's values were taken out. */
        Builder redacted(boolean value) {
            redacted = value;
            return this;
        }

        public <T extends Record> Builder put(Fact<T> fact, FactState<T> state) {
            states.put(fact.id(), state);
            return this;
        }

        /** A fact with these rows. */
        public <T extends Record> Builder put(Fact<T> fact, List<T> rows) {
            return put(fact, new FactState.Available<>(rows));
        }

        public Snapshot build() {
            return new Snapshot(states, redacted);
        }
    }

    /** The same with these rows of a fact. */
    public <T extends Record> Snapshot with(Fact<T> fact, List<T> rows) {
        Builder copy = new Builder().redacted(redacted);
        copy.states.putAll(states);
        return copy.put(fact, rows).build();
    }

    /** The rows of a fact, in its order; none when it could not be read. */
    public <T extends Record> List<T> rows(Fact<T> fact) {
        return state(fact).rows();
    }

    /** Whether the fact could be read. */
    public <T extends Record> FactState<T> state(Fact<T> fact) {
        return cast(fact, states.get(fact.id()));
    }

    @SuppressWarnings({"unchecked", "unused"}) // the builder puts only states of the fact's own type
    private static <T extends Record> FactState<T> cast(Fact<T> fact, @Nullable FactState<?> state) {
        return state == null
                ? new FactState.Unavailable<>("This snapshot was taken without it", "Take the snapshot again.")
                : (FactState<T>) state;
    }

    /** All states by the id of the fact, in reading order. */
    Map<String, FactState<?>> states() {
        return states;
    }

    /** True when the user's values were taken out ({@link Redaction}). */
    public boolean isRedacted() {
        return redacted;
    }

    /** The server; every snapshot that a reader or a file gives has it. */
    public Server server() {
        List<Server> rows = rows(Facts.SERVER);
        if (rows.isEmpty()) {
            throw new IllegalStateException("snapshot without its server");
        }
        return rows.get(0);
    }

    /** When the snapshot was taken, by the server's clock. */
    public Instant takenAt() {
        return server().now();
    }

    public Optional<Relation> relation(long oid) {
        return Optional.ofNullable(relations.get(oid));
    }

    public Optional<Relation> relation(String schema, String name) {
        return Optional.ofNullable(relationsByName.get(key(schema, name)));
    }

    /** Columns by position. */
    public List<Column> columnsOf(long relationOid) {
        return columns.getOrDefault(relationOid, List.of());
    }

    /** Indexes by name. */
    public List<Index> indexesOf(long relationOid) {
        return indexes.getOrDefault(relationOid, List.of());
    }

    /** Constraints by name. */
    public List<Constraint> constraintsOf(long relationOid) {
        return constraints.getOrDefault(relationOid, List.of());
    }

    /** Policies by name. */
    public List<Policy> policiesOf(long relationOid) {
        return policies.getOrDefault(relationOid, List.of());
    }

    public Optional<TableStatistics> tableStatistics(long relationOid) {
        return Optional.ofNullable(tableStatistics.get(relationOid));
    }

    public Optional<IndexStatistics> indexStatistics(long indexOid) {
        return Optional.ofNullable(indexStatistics.get(indexOid));
    }

    /** Value that a new session gets; none when the server has no such setting or does not show it to this role. */
    public Optional<Setting> setting(String name) {
        return rows(Facts.SETTING).stream()
                .filter(setting -> setting.name().equals(name))
                .findFirst();
    }

    /**
     * How long the counters of this database have been counting. Where they were never reset it is the time since the
     * server's start, which is the least that it can be.
     */
    public Duration statisticsAge() {
        Server server = server();
        Instant since = server.statisticsReset() == null ? server.startTime() : server.statisticsReset();
        return Duration.between(since, server.now());
    }
}
