package dev.pgwright.bench;

import dev.pgwright.change.Definitions;
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
import dev.pgwright.operation.TerminateBackend;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.operation.ValidateConstraint;
import dev.pgwright.postgres.WriteSession;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The busy database, and at least one operation of every kind on what the sessions use. */
final class LockWaitCases {
    private static final TableName ACCOUNTS = new TableName("public", "accounts");
    private static final TableName HISTORY = new TableName("public", "history");
    private static final TableName OLD = new TableName("public", "history_old");
    private static final TableName NEXT = new TableName("public", "history_next");
    private static final TableName TOTALS = new TableName("public", "totals");
    private static final String LATER = "FOR VALUES FROM ('2028-01-01') TO ('2029-01-01')";

    private final WriteSession session;

    LockWaitCases(WriteSession session) {
        this.session = session;
    }

    static List<String> schema(int rows) {
        return List.of(
                "CREATE TABLE accounts (id bigint PRIMARY KEY, branch int, balance bigint NOT NULL, note varchar(20),"
                        + " CONSTRAINT cheap CHECK (balance > -1000000000))",
                "INSERT INTO accounts SELECT n, n % 10, n, 'note ' || n FROM generate_series(1, " + rows + ") AS n",
                "CREATE TABLE branches (id int PRIMARY KEY)",
                "INSERT INTO branches SELECT generate_series(0, 9)",
                "CREATE INDEX accounts_branch ON accounts (branch)",
                "ALTER TABLE accounts ADD CONSTRAINT few CHECK (branch < 100) NOT VALID",
                "CREATE POLICY all_of_them ON accounts USING (true)",
                "CREATE TABLE history (account bigint, at date NOT NULL) PARTITION BY RANGE (at)",
                "CREATE TABLE history_2026 PARTITION OF history FOR VALUES FROM ('2026-01-01') TO ('2027-01-01')",
                "CREATE TABLE history_old PARTITION OF history FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                "INSERT INTO history SELECT n, date '2025-01-01' + n % 365 FROM generate_series(1, 100000) AS n",
                "CREATE TABLE history_next (account bigint, at date NOT NULL)",
                "INSERT INTO history_next SELECT n, date '2027-01-01' + n % 365 FROM generate_series(1, 100000) AS n",
                "CREATE VIEW rich AS SELECT id, balance FROM accounts WHERE balance > 1000",
                "CREATE VIEW unused AS SELECT id FROM accounts",
                "CREATE FUNCTION bonus(int) RETURNS int LANGUAGE sql AS 'SELECT $1 / 10'",
                "CREATE MATERIALIZED VIEW totals AS SELECT branch, sum(balance) AS balance FROM accounts GROUP BY 1",
                "CREATE UNIQUE INDEX totals_branch ON totals (branch)",
                "CREATE PUBLICATION changes FOR TABLE branches",
                "CREATE ROLE somebody LOGIN",
                "CREATE EXTENSION pg_prewarm",
                "VACUUM ANALYZE");
    }

    List<Operation> all() throws SQLException {
        List<Operation> all = new ArrayList<>();
        all.addAll(indexes());
        all.addAll(settings());
        all.addAll(objects());
        all.addAll(columns());
        all.addAll(partitions());
        return all;
    }

    private static List<Operation> indexes() {
        return List.of(
                CreateIndex.btree(ACCOUNTS, List.of("balance"), null),
                new DropIndex(
                        ACCOUNTS,
                        "accounts_branch",
                        "CREATE INDEX accounts_branch ON public.accounts USING btree (branch)",
                        null,
                        true),
                new RenameIndex(ACCOUNTS, "accounts_branch", "accounts_by_branch"),
                new Reindex(ACCOUNTS, "accounts_pkey"),
                new Analyze(ACCOUNTS),
                new Vacuum(ACCOUNTS),
                new Freeze(ACCOUNTS),
                new Prewarm(ACCOUNTS, "public"),
                new SetStorageParameter(ACCOUNTS, "autovacuum_vacuum_scale_factor", null, "0.01"),
                new SetStorageParameter(ACCOUNTS, "user_catalog_table", null, "false"),
                new SetStatisticsTarget(ACCOUNTS, "branch", null, 50),
                new CreateStatistics(ACCOUNTS, "pairs", List.of(), List.of("branch", "balance")));
    }

    private List<Operation> settings() throws SQLException {
        return List.of(
                new SetDatabaseSetting("postgres", "work_mem", null, "8MB"),
                new SetRoleSetting("somebody", null, "work_mem", null, "8MB"),
                new SetSystemSetting("random_page_cost", null, "1.5", false),
                new CreateExtension("pg_stat_statements", null),
                terminateOne());
    }

    private Operation terminateOne() throws SQLException {
        String sql = "SELECT pid, backend_start::text FROM pg_stat_activity WHERE application_name = 'app' LIMIT 1";
        try (Statement statement = session.connection().createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return new TerminateBackend(row.getInt(1), row.getString(2), false);
        }
    }

    private List<Operation> objects() {
        DatabaseObject unused = DatabaseObject.view(new TableName("public", "unused"));
        DatabaseObject policy = DatabaseObject.policy(ACCOUNTS, "all_of_them");
        return List.of(
                new CreatePolicy(
                        ACCOUNTS, "more", true, "SELECT", List.of(), new ReplacePolicy.Expressions("true", null)),
                new SetPolicyRoles(ACCOUNTS, "all_of_them", List.of("public"), List.of("pg_monitor")),
                new ReplacePolicy(
                        ACCOUNTS,
                        "all_of_them",
                        new ReplacePolicy.Expressions("true", null),
                        new ReplacePolicy.Expressions("balance > 0", null)),
                new CreateObject(
                        DatabaseObject.function("public", "fresh", ""),
                        List.of("CREATE FUNCTION public.fresh() RETURNS int LANGUAGE sql AS 'SELECT 1'")),
                replace(
                        DatabaseObject.function("public", "bonus", "integer"),
                        "CREATE OR REPLACE FUNCTION public.bonus(int) RETURNS int LANGUAGE sql AS 'SELECT $1 / 20'"),
                replace(
                        DatabaseObject.view(new TableName("public", "rich")),
                        "CREATE OR REPLACE VIEW public.rich AS SELECT id, balance FROM public.accounts WHERE balance > 2000"),
                replace(
                        DatabaseObject.materializedView(TOTALS),
                        "CREATE MATERIALIZED VIEW public.totals AS SELECT branch, sum(balance) AS balance, count(*) AS n"
                                + " FROM public.accounts GROUP BY 1"),
                new DropObject(unused, Definitions.of(session, unused)),
                new DropObject(policy, Definitions.of(session, policy)),
                new CreateMaterializedView(
                        new TableName("public", "by_note"),
                        "SELECT branch, max(note) AS note FROM public.accounts GROUP BY 1",
                        List.of("branch")),
                new RefreshMaterializedView(TOTALS, true),
                new RefreshMaterializedView(TOTALS, false),
                new PublishTable("changes", ACCOUNTS, true, List.of(), null));
    }

    private Operation replace(DatabaseObject object, String after) {
        return new ReplaceObject(object, Definitions.of(session, object), List.of(after));
    }

    private List<Operation> columns() {
        return List.of(
                new AddConstraint(ACCOUNTS, "known", "FOREIGN KEY (branch) REFERENCES public.branches (id)"),
                new AddConstraint(ACCOUNTS, "small", "CHECK (branch < 1000)"),
                new ValidateConstraint(ACCOUNTS, "few", "CHECK ((branch < 100)) NOT VALID", null),
                new DropConstraint(ACCOUNTS, "cheap", "CHECK ((balance > '-1000000000'::integer))", true, null),
                new SetNotNull(ACCOUNTS, "branch"),
                new AddIdentity(ACCOUNTS, "id", null),
                new ChangeColumnType(
                        ACCOUNTS, "note", "character varying(20)", "character varying(40)", null, List.of()),
                new ChangeColumnType(ACCOUNTS, "branch", "integer", "bigint", null, List.of()),
                new AddGeneratedColumn(ACCOUNTS, "twice", "bigint", "balance * 2", true),
                new AddGeneratedColumn(ACCOUNTS, "thrice", "bigint", "balance * 3", false));
    }

    private List<Operation> partitions() {
        List<String> notNull = List.of("history_next_at_not_null");
        return List.of(
                new CreatePartition(HISTORY, new TableName("public", "history_2028"), LATER),
                new AttachPartition(
                        HISTORY,
                        NEXT,
                        "FOR VALUES FROM ('2027-01-01') TO ('2028-01-01')",
                        "at >= '2027-01-01' AND at < '2028-01-01'",
                        notNull,
                        List.of()),
                new DetachPartition(
                        HISTORY,
                        OLD,
                        "FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')",
                        List.of("history_old_at_not_null"),
                        List.of()));
    }
}
