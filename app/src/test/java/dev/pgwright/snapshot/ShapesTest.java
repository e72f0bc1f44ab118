package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.pgwright.postgres.Session;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One of each shape comes out as it was made, on the oldest and the newest major. */
class ShapesTest {
    private static final String CHILD = "Child \"Table\"";

    private static Snapshot read(int major) {
        TestServers.createShapes(major);
        try (Session session = TestServers.superuser(major, TestServers.SHAPES)) {
            return SnapshotReader.read(session);
        }
    }

    private static Relation relation(Snapshot snapshot, String name) {
        return snapshot.relation("public", name).orElseThrow();
    }

    private static Index index(Snapshot snapshot, String name) {
        return snapshot.rows(Facts.INDEX).stream()
                .filter(index -> index.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Column column(Snapshot snapshot, String table, String name) {
        return snapshot.columnsOf(relation(snapshot, table).oid()).stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void relations(int major) {
        Snapshot snapshot = read(major);
        Relation parent = relation(snapshot, "parent");
        assertThat(parent.kind()).isEqualTo(Relation.Kind.TABLE);
        assertThat(parent.rowSecurity()).isTrue();
        assertThat(parent.rowSecurityForced()).isTrue();
        assertThat(parent.replicaIdentity()).isEqualTo(Relation.ReplicaIdentity.FULL);
        assertThat(parent.comment()).isEqualTo("the \"parent\"");
        assertThat(parent.tuples()).isEqualTo(1000);
        assertThat(parent.toastOid()).isNotNull();
        Relation child = snapshot.relation("Mixed Case", CHILD).orElseThrow();
        assertThat(child.options()).containsExactly("fillfactor=80");
        Relation partition = relation(snapshot, "event_2024");
        assertThat(partition.partition()).isTrue();
        assertThat(partition.parentOids())
                .containsExactly(relation(snapshot, "event").oid());
        assertThat(partition.partitionBound())
                .isEqualTo("FOR VALUES FROM ('2024-01-01 00:00:00+00') TO ('2025-01-01 00:00:00+00')");
        assertThat(relation(snapshot, "event_rest").partitionBound()).isEqualTo("DEFAULT");
        assertThat(relation(snapshot, "base").persistence()).isEqualTo(Relation.Persistence.UNLOGGED);
        assertThat(relation(snapshot, "derived").parentOids())
                .containsExactly(relation(snapshot, "base").oid());
        assertThat(relation(snapshot, "derived").partition()).isFalse();
        assertThat(snapshot.relation("ext", "pg_stat_statements").orElseThrow().extension())
                .isEqualTo("pg_stat_statements");
        assertThat(snapshot.rows(Facts.PARTITION_KEY))
                .extracting(PartitionKey::relation, PartitionKey::strategy, PartitionKey::definition)
                .containsExactly(
                        tuple("event", PartitionKey.Strategy.RANGE, "RANGE (at)"),
                        tuple("hashed", PartitionKey.Strategy.HASH, "HASH (id, lower(e))"));
        assertThat(snapshot.rows(Facts.PARTITION_KEY).get(1).columns()).containsExactly("id", null);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void columns(int major) {
        Snapshot snapshot = read(major);
        assertThat(snapshot.columnsOf(relation(snapshot, "parent").oid()))
                .extracting(Column::name, Column::type, Column::notNull)
                .containsExactly(
                        tuple("id", "bigint", true),
                        tuple("Name", "text", true),
                        tuple("price", "numeric(12,2)", false),
                        tuple("mood", "public.mood", false),
                        tuple("created", "timestamp with time zone", true),
                        tuple("total", "numeric", false),
                        tuple("tags", "text[]", false),
                        tuple("doc", "jsonb", false),
                        tuple("amount", "public.positive", false));
        assertThat(column(snapshot, "parent", "id").identity()).isEqualTo(Column.Identity.ALWAYS);
        assertThat(column(snapshot, "parent", "Name").collation()).isEqualTo("pg_catalog.\"C\"");
        assertThat(column(snapshot, "parent", "price").defaultValue()).isEqualTo("0.0");
        assertThat(column(snapshot, "parent", "price").options()).containsExactly("n_distinct=-0.5");
        assertThat(column(snapshot, "parent", "mood").defaultValue()).isEqualTo("'ok'::public.mood");
        assertThat(column(snapshot, "parent", "total").generated()).isEqualTo(Column.Generated.STORED);
        assertThat(column(snapshot, "parent", "total").defaultValue()).isNull();
        assertThat(column(snapshot, "parent", "doc").storage()).isEqualTo(Column.Storage.EXTERNAL);
        assertThat(column(snapshot, "parent", "doc").statisticsTarget()).isEqualTo(500);
        assertThat(column(snapshot, "parent", "tags").statisticsTarget()).isNull();
        assertThat(column(snapshot, "parent", "tags").typeCategory()).isEqualTo("A");
        assertThat(snapshot.rows(Facts.GENERATED_COLUMN))
                .filteredOn(generated -> generated.relation().equals("parent"))
                .extracting(GeneratedColumn::column, GeneratedColumn::expression)
                .containsExactly(tuple("total", "(price * (2)::numeric)"));
        ColumnStatistics name = snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                .filter(statistics -> statistics.relation().equals("parent")
                        && statistics.column().equals("price"))
                .findFirst()
                .orElseThrow();
        assertThat(name.mostCommonValues()).startsWith("{").contains("0.00", "9.00");
        assertThat(name.mostCommonFrequencies()).hasSize(10).allMatch(frequency -> frequency == 0.1);
        assertThat(snapshot.rows(Facts.COLUMN_STATISTICS))
                .anyMatch(s -> s.relation().equals("parent_lower"));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void indexes(int major) {
        Snapshot snapshot = read(major);
        Index partial = index(snapshot, "parent_partial");
        assertThat(partial.included()).containsExactly("price");
        assertThat(partial.predicate()).isEqualTo("(mood = 'ok'::public.mood)");
        assertThat(partial.keys().get(0).descending()).isTrue();
        assertThat(partial.keys().get(0).nullsFirst()).isFalse();
        assertThat(index(snapshot, "parent_mixed").keys())
                .extracting(Index.Key::column, Index.Key::expression)
                .containsExactly(tuple("price", null), tuple(null, "((id + 1))"), tuple("Name", null));
        assertThat(index(snapshot, "parent_pattern").keys())
                .extracting(Index.Key::operatorClass, Index.Key::defaultOperatorClass, Index.Key::collation)
                .containsExactly(
                        tuple("text_pattern_ops", false, null),
                        tuple("text_ops", true, "pg_catalog.\"POSIX\""),
                        tuple("int4_ops", true, null));
        assertThat(index(snapshot, "parent_bloom").keys().get(0).parameters())
                .containsExactly("n_distinct_per_range=5");
        assertThat(index(snapshot, "parent_pkey").constraintName()).isEqualTo("parent_pkey");
        assertThat(index(snapshot, "event_k").partitioned()).isTrue();
        assertThat(index(snapshot, "event_2024_k_idx").parentOid())
                .isEqualTo(index(snapshot, "event_k").oid());
        assertThat(index(snapshot, "exclusive_r_excl").exclusion()).isTrue();
        assertThat(snapshot.indexesOf(relation(snapshot, "base").oid())).isEmpty();
    }

    /** Plain definitions are composed without a lock; the server's own words must be the same. */
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void indexDefinitionsAreTheServersOwn(int major) throws SQLException {
        Snapshot snapshot = read(major);
        Map<String, String> ours = new TreeMap<>();
        snapshot.rows(Facts.INDEX).forEach(index -> ours.put(index.name(), Objects.requireNonNull(index.definition())));
        Map<String, String> theirs = new TreeMap<>();
        try (Connection connection = TestServers.connect(major, TestServers.SHAPES);
                java.sql.Statement statement = connection.createStatement()) {
            statement.execute("SET search_path = pg_catalog");
            try (ResultSet rows = statement.executeQuery("SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_class AS c"
                    + " JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                    + " WHERE c.relkind IN ('i', 'I') AND n.nspname !~ '^(pg_|information_schema$)'")) {
                while (rows.next()) {
                    theirs.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        assertThat(ours).containsExactlyEntriesOf(theirs).hasSizeGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void constraintsAndTypes(int major) {
        Snapshot snapshot = read(major);
        Relation child = snapshot.relation("Mixed Case", CHILD).orElseThrow();
        Constraint foreignKey = snapshot.constraintsOf(child.oid()).stream()
                .filter(constraint -> constraint.name().equals("to parent"))
                .findFirst()
                .orElseThrow();
        assertThat(foreignKey.type()).isEqualTo(Constraint.Type.FOREIGN_KEY);
        assertThat(foreignKey.columns()).containsExactly("parentId");
        assertThat(foreignKey.referencedOid())
                .isEqualTo(relation(snapshot, "parent").oid());
        assertThat(foreignKey.referencedColumns()).containsExactly("id");
        assertThat(foreignKey.onDelete()).isEqualTo(Constraint.Action.CASCADE);
        assertThat(foreignKey.onUpdate()).isEqualTo(Constraint.Action.SET_NULL);
        assertThat(foreignKey.deferrable()).isTrue();
        assertThat(foreignKey.deferred()).isTrue();
        assertThat(foreignKey.indexOid())
                .isEqualTo(index(snapshot, "parent_pkey").oid());
        assertThat(snapshot.rows(Facts.CONSTRAINT))
                .filteredOn(constraint -> !constraint.validated() && major < 18)
                .extracting(Constraint::name, Constraint::definition)
                .isEqualTo(
                        major < 18
                                ? List.of(tuple("unproven", "FOREIGN KEY (id) REFERENCES public.parent(id) NOT VALID"))
                                : List.of());
        assertThat(snapshot.rows(Facts.CONSTRAINT))
                .filteredOn(constraint -> constraint.type() == Constraint.Type.CHECK)
                .extracting(Constraint::domain, Constraint::name, Constraint::definition)
                .contains(
                        tuple("positive", "above zero", "CHECK ((VALUE > 0))"),
                        tuple(null, "v is long", "CHECK (((length((v)::text) > 2) AND ((v)::text <> 'x'::text)))"));
        assertThat(snapshot.rows(Facts.DATA_TYPE))
                .filteredOn(type -> type.extension() == null)
                .extracting(DataType::name, DataType::kind)
                .containsExactly(
                        tuple("mood", DataType.Kind.ENUM),
                        tuple("pair", DataType.Kind.COMPOSITE),
                        tuple("positive", DataType.Kind.DOMAIN),
                        tuple("span", DataType.Kind.RANGE),
                        tuple("span_multirange", DataType.Kind.MULTIRANGE));
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 18})
    void textsAndRights(int major) {
        Snapshot snapshot = read(major);
        assertThat(snapshot.policiesOf(relation(snapshot, "parent").oid()))
                .extracting(Policy::name, Policy::command, Policy::permissive, Policy::roles, Policy::checkExpression)
                .containsExactly(
                        tuple(
                                "No negative",
                                Policy.Command.INSERT,
                                false,
                                List.of("public"),
                                "(public.next_of((price)::integer) > 1)"),
                        tuple("own", Policy.Command.SELECT, true, List.of("plain_reader"), null));
        Policy own = snapshot.rows(Facts.POLICY).get(1);
        assertThat(own.usingExpression()).contains("c.\"parentId\" = parent.id");
        assertThat(own.references())
                .containsExactly(
                        snapshot.relation("Mixed Case", CHILD).orElseThrow().oid());
        assertThat(snapshot.rows(Facts.FUNCTION))
                .filteredOn(function ->
                        function.extension() == null && !function.language().equals("internal"))
                .extracting(Function::name, Function::identityArguments, Function::volatility, Function::sqlBody)
                .containsExactly(
                        tuple("count_of", "a integer", Function.Volatility.STABLE, true),
                        tuple("next_of", "a integer, b text", Function.Volatility.IMMUTABLE, true),
                        tuple("slow", "i integer", Function.Volatility.IMMUTABLE, false),
                        tuple("touch", "", Function.Volatility.VOLATILE, false),
                        tuple("with_secret", "", Function.Volatility.VOLATILE, false),
                        tuple("work", "INOUT a integer", Function.Volatility.VOLATILE, false));
        assertThat(snapshot.rows(Facts.TRIGGER))
                .extracting(Trigger::name, Trigger::enabled, Trigger::timing, Trigger::forEachRow, Trigger::events)
                .containsExactly(
                        tuple("gone", Trigger.Enabled.DISABLED, Trigger.Timing.AFTER, false, List.of("DELETE")),
                        tuple(
                                "touched",
                                Trigger.Enabled.ORIGIN,
                                Trigger.Timing.BEFORE,
                                true,
                                List.of("INSERT", "UPDATE")));
        assertThat(snapshot.rows(Facts.GRANT))
                .filteredOn(grant -> grant.grantee().equals("plain_reader"))
                .extracting(Grant::objectType, Grant::object, Grant::column, Grant::privilege, Grant::grantable)
                .containsExactly(
                        tuple(Grant.ObjectType.COLUMN, "parent", "Name", "SELECT", false),
                        tuple(Grant.ObjectType.COLUMN, "parent", "id", "SELECT", false),
                        tuple(Grant.ObjectType.FUNCTION, "next_of(a integer, b text)", null, "EXECUTE", true),
                        tuple(Grant.ObjectType.SCHEMA, "Mixed Case", null, "USAGE", false),
                        tuple(Grant.ObjectType.SCHEMA, "ext", null, "USAGE", false));
        assertThat(snapshot.rows(Facts.ROLE_SETTING))
                .extracting(RoleSetting::database, RoleSetting::role, RoleSetting::name, RoleSetting::value)
                .contains(
                        tuple("facts", "plain_reader", "work_mem", "8MB"),
                        tuple("facts", null, "app.jwt_secret", null));
        assertThat(snapshot.rows(Facts.SEQUENCE_VALUE))
                .extracting(SequenceValue::name, SequenceValue::lastValue)
                .contains(tuple("counter", 5L), tuple("parent_id_seq", 1000L));
        assertThat(snapshot.rows(Facts.VIEW_DEFINITION))
                .filteredOn(view -> view.name().equals("deep"))
                .singleElement()
                .satisfies(view -> assertThat(view.references()).hasSize(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {18})
    void whatCameLater(int major) {
        Snapshot snapshot = read(major);
        assertThat(index(snapshot, "loose_a").nullsNotDistinct()).isTrue();
        assertThat(column(snapshot, "modern", "twice").generated()).isEqualTo(Column.Generated.VIRTUAL);
        assertThat(snapshot.constraintsOf(relation(snapshot, "modern").oid()))
                .extracting(Constraint::name, Constraint::type, Constraint::validated, Constraint::enforced)
                .containsExactly(
                        tuple("a_is_there", Constraint.Type.NOT_NULL, false, true),
                        tuple("unenforced", Constraint.Type.CHECK, false, false));
        assertThat(snapshot.rows(Facts.VIEW_DEFINITION)).anyMatch(ViewDefinition::securityInvoker);
        assertThat(snapshot.rows(Facts.PUBLICATION_TABLE))
                .filteredOn(table -> table.publication().equals("part"))
                .singleElement()
                .satisfies(table -> {
                    assertThat(table.columns()).containsExactly("id", "Name");
                    assertThat(table.filtered()).isTrue();
                });
        assertThat(snapshot.statisticsAge()).isPositive();
        assertThat(snapshot.setting("block_size").orElseThrow().value()).isEqualTo("8192");
    }
}
