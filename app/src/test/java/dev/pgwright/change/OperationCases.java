package dev.pgwright.change;

import dev.pgwright.operation.AddConstraint;
import dev.pgwright.operation.AddGeneratedColumn;
import dev.pgwright.operation.AddIdentity;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.AttachPartition;
import dev.pgwright.operation.ChangeColumnType;
import dev.pgwright.operation.CreateExtension;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.CreateMaterializedView;
import dev.pgwright.operation.CreateObject;
import dev.pgwright.operation.CreatePartition;
import dev.pgwright.operation.CreatePolicy;
import dev.pgwright.operation.CreateStatistics;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.DetachPartition;
import dev.pgwright.operation.DropConstraint;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.DropObject;
import dev.pgwright.operation.Freeze;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.PartitionIndex;
import dev.pgwright.operation.Prewarm;
import dev.pgwright.operation.PublishTable;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.operation.Reindex;
import dev.pgwright.operation.RenameIndex;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.ReplacePolicy;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.operation.SetNotNull;
import dev.pgwright.operation.SetPolicyRoles;
import dev.pgwright.operation.SetRoleSetting;
import dev.pgwright.operation.SetStatisticsTarget;
import dev.pgwright.operation.SetStorageParameter;
import dev.pgwright.operation.SetSystemSetting;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.operation.ValidateConstraint;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** At least one operation of every kind, for the database of lifecycle.sql. */
final class OperationCases {
    static final TableName ORDERS = new TableName("public", "orders");
    private static final TableName ODD = new TableName("odd \"schema", "Sel\"ect");
    private static final TableName EVENTS = new TableName("public", "events");
    private static final DatabaseObject TOTAL = DatabaseObject.function("public", "total", "integer");
    private static final DatabaseObject EARLY = DatabaseObject.function("public", "early", "integer");
    private static final DatabaseObject BIG = DatabaseObject.view(new TableName("public", "big_orders"));
    private static final DatabaseObject TOTALS = DatabaseObject.materializedView(new TableName("public", "totals"));
    private static final DatabaseObject POLICY = DatabaseObject.policy(ORDERS, "mine & theirs");
    private static final DatabaseObject STATISTICS = DatabaseObject.statistics(new TableName("public", "orders_stat"));
    private static final DatabaseObject CHANGES = DatabaseObject.publication("changes");

    private final WriteSession session;
    private final Snapshot snapshot;
    private final String role;

    OperationCases(WriteSession session, Snapshot snapshot, String role) {
        this.session = session;
        this.snapshot = snapshot;
        this.role = role;
    }

    List<Operation> all() {
        List<Operation> all = new ArrayList<>();
        all.addAll(indexes());
        all.addAll(upkeep());
        all.addAll(settings());
        all.addAll(objects());
        all.addAll(replacements());
        all.addAll(columns());
        all.addAll(partitions());
        return all;
    }

    private DropIndex drop(String index) {
        return snapshot.rows(Facts.INDEX).stream()
                .filter(row -> row.name().equals(index))
                .findFirst()
                .flatMap(DropIndex::of)
                .orElseThrow();
    }

    private List<Operation> indexes() {
        return List.of(
                CreateIndex.btree(ORDERS, List.of("tenant", "placed DESC"), "amount > 10"),
                new CreateIndex(ODD, "Odd \"ix", "btree", List.of("\"Or'der\"", "\"c.d\""), List.of("b ä"), null, true),
                partitioned(),
                drop("orders_customer"),
                drop("orders_identity"),
                drop("serial_brin"),
                new RenameIndex(ORDERS, "orders_plain", "Orders \"placed"),
                new Reindex(ORDERS, "orders_customer"),
                new Reindex(ORDERS, "orders_pkey"));
    }

    /** An index on all partitions of the events. */
    private static CreateIndex partitioned() {
        CreateIndex whole = new CreateIndex(EVENTS, "Events \"note", "btree", List.of("at DESC"), List.of("id"), null);
        return whole.withPartitions(List.of(
                new PartitionIndex(new TableName("public", "events_2025"), "part 1", whole.index(), true),
                new PartitionIndex(new TableName("public", "events_2026"), "part 2", whole.index(), true)));
    }

    private List<Operation> upkeep() {
        return List.of(
                new Analyze(ODD),
                new Vacuum(ORDERS),
                new Freeze(ORDERS),
                new Prewarm(ORDERS, "public"),
                new Prewarm(new TableName("public", "orders_customer"), "public"),
                new SetStorageParameter(ORDERS, "autovacuum_vacuum_scale_factor", "0.05", "0.01"),
                new SetStorageParameter(ORDERS, "autovacuum_vacuum_scale_factor", "0.05", null),
                new SetStorageParameter(ODD, "toast.autovacuum_enabled", null, "off"),
                new SetStorageParameter(new TableName("public", "orders_customer"), "fillfactor", "77", "90"),
                new SetStatisticsTarget(ORDERS, "note", 321, 900),
                new SetStatisticsTarget(ORDERS, "placed", null, 0),
                new RefreshMaterializedView(new TableName("public", "totals"), true),
                new RefreshMaterializedView(new TableName("public", "totals"), false));
    }

    private List<Operation> settings() {
        String database = session.target().database();
        return List.of(
                new SetDatabaseSetting(database, "work_mem", null, "12MB"),
                new SetDatabaseSetting(database, "search_path", null, "\"odd \"\"schema\", public"),
                new SetRoleSetting(role, database, "statement_timeout", null, "3s"),
                new SetRoleSetting(role, null, "auto_explain.log_min_duration", null, "10s"),
                new SetSystemSetting("random_page_cost", null, "1.25", false),
                new SetSystemSetting("max_connections", null, "101", true),
                new SetSystemSetting("shared_preload_libraries", null, "pg_stat_statements, auto_explain", true));
    }

    private List<Operation> objects() {
        return List.of(
                new CreateExtension("pg_stat_statements", null),
                new CreatePolicy(
                        ORDERS,
                        "new \"one",
                        true,
                        "UPDATE",
                        List.of(role),
                        new ReplacePolicy.Expressions("tenant > 1", "true")),
                new CreateObject(
                        DatabaseObject.function("public", "half", "integer"),
                        List.of("CREATE FUNCTION public.half(int) RETURNS int LANGUAGE sql AS 'SELECT $1 / 2'")),
                new CreateObject(
                        DatabaseObject.view(new TableName("public", "small_orders")),
                        List.of("CREATE VIEW public.small_orders AS SELECT * FROM public.orders WHERE amount < 10")),
                new CreateMaterializedView(
                        new TableName("public", "by day"),
                        "SELECT placed, count(*) AS orders FROM public.orders GROUP BY placed",
                        List.of("placed")),
                new CreateStatistics(ORDERS, "orders \"pairs", List.of("dependencies"), List.of("tenant", "customer")),
                new CreateObject(
                        DatabaseObject.publication("other changes"),
                        List.of("CREATE PUBLICATION \"other changes\" FOR TABLE public.orders")),
                new PublishTable("changes", ORDERS, true, List.of(), null),
                new PublishTable("changes", new TableName("public", "serial"), false, List.of(), null),
                drop(POLICY),
                drop(TOTAL),
                drop(EARLY),
                drop(BIG),
                drop(TOTALS),
                drop(STATISTICS),
                drop(CHANGES));
    }

    private Operation drop(DatabaseObject object) {
        return new DropObject(object, Definitions.of(session, object));
    }

    private List<Operation> replacements() {
        return List.of(
                new SetPolicyRoles(ORDERS, "readable", List.of("public"), List.of(role, "pg_monitor")),
                new ReplacePolicy(
                        ORDERS,
                        "readable",
                        new ReplacePolicy.Expressions("(tenant > 0)", null),
                        new ReplacePolicy.Expressions("(tenant > (SELECT 0))", null)),
                replace(POLICY, "CREATE POLICY \"mine & theirs\" ON public.orders FOR DELETE TO PUBLIC USING (false)"),
                replace(
                        TOTAL,
                        "CREATE OR REPLACE FUNCTION public.total(which int, OUT sum numeric, OUT number bigint)"
                                + " LANGUAGE plpgsql AS $$ BEGIN sum := 1; number := 2; END $$"),
                replace(
                        BIG,
                        "CREATE OR REPLACE VIEW public.big_orders AS SELECT id, customer, amount, placed, note"
                                + " FROM public.orders"),
                replace(TOTALS, "CREATE MATERIALIZED VIEW public.totals AS SELECT tenant, 1 AS one FROM public.orders"),
                replace(STATISTICS, "CREATE STATISTICS public.orders_stat ON tenant, amount FROM public.orders"),
                replace(CHANGES, "CREATE PUBLICATION changes FOR TABLE public.orders"));
    }

    private Operation replace(DatabaseObject object, String after) {
        return new ReplaceObject(object, Definitions.of(session, object), List.of(after));
    }

    private List<Operation> columns() {
        List<Operation> some = new ArrayList<>(List.of(
                new AddConstraint(ODD, "short \"enough", "CHECK (length(\"b ä\") < 100)"),
                new AddConstraint(
                        new TableName("public", "serial"),
                        "serial_x_fkey",
                        "FOREIGN KEY (x) REFERENCES public.customers (id) ON UPDATE CASCADE"),
                new ValidateConstraint(ORDERS, "tenant_known", "CHECK ((tenant < 1000)) NOT VALID", "later"),
                new DropConstraint(ORDERS, "amount_positive", "CHECK ((amount > (0)::numeric))", true, "no gifts"),
                new DropConstraint(ORDERS, "tenant_known", "CHECK ((tenant < 1000)) NOT VALID", false, "later"),
                new DropConstraint(
                        ORDERS,
                        "orders_customer_fkey",
                        "FOREIGN KEY (customer) REFERENCES public.customers(id) ON DELETE CASCADE",
                        true,
                        null),
                new SetNotNull(ORDERS, "placed"),
                new SetNotNull(ODD, "Or'der"),
                new AddIdentity(new TableName("public", "customers"), "id", null),
                new AddIdentity(new TableName("public", "serial"), "id", "nextval('public.serial_id_seq'::regclass)"),
                new ChangeColumnType(
                        ORDERS,
                        "note",
                        "character varying(20)",
                        "character varying(40)",
                        "pg_catalog.\"C\"",
                        ChangeColumnType.attachedTo(ORDERS, snapshot)),
                new ChangeColumnType(ODD, "c.d", "character varying(8)", "text", null, List.of()),
                new AddGeneratedColumn(ODD, "t\"wice", "int", "\"Or'der\" * 2", true)));
        if (session.version().major() >= 18) {
            some.add(new AddGeneratedColumn(ODD, "thrice", "int", "\"Or'der\" * 3", false));
        }
        return some;
    }

    private List<Operation> partitions() {
        TableName next = new TableName("public", "events_2027");
        TableName old = new TableName("public", "events_2025");
        String range = "FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')";
        return List.of(
                new CreatePartition(
                        EVENTS,
                        new TableName("public", "events 2028"),
                        "FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')"),
                new AttachPartition(
                        EVENTS,
                        next,
                        range,
                        "at >= '2027-01-01' AND at < '2028-01-01'",
                        constraints(next),
                        List.of("events_2027_own")),
                new AttachPartition(EVENTS, next, range, null, constraints(next), List.of("events_2027_own")),
                new DetachPartition(
                        EVENTS,
                        old,
                        "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                        constraints(old),
                        snapshot.relation(old.schema(), old.name()).stream()
                                .flatMap(relation -> snapshot.indexesOf(relation.oid()).stream())
                                .map(index -> index.name())
                                .toList()));
    }

    private List<String> constraints(TableName table) {
        return snapshot.relation(table.schema(), table.name()).stream()
                .flatMap(relation -> snapshot.constraintsOf(relation.oid()).stream())
                .map(constraint -> constraint.name())
                .toList();
    }
}
