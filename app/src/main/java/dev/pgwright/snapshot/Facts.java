package dev.pgwright.snapshot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * All facts in the order in which they are read: first what changes by the second, then counters, then the catalogs,
 * and at the end the texts that the server can only write down under a lock that lasts a moment.
 */
public final class Facts {
    /** The server, the database and who asks. */
    public static final Fact<Server> SERVER = Fact.of("server", Server.class);

    /** A configuration parameter. */
    public static final Fact<Setting> SETTING = Fact.of("setting", Setting.class);

    /** A line of a configuration file. */
    public static final Fact<FileSetting> FILE_SETTING = Fact.of("file_setting", FileSetting.class);

    /** A database of the server. */
    public static final Fact<Database> DATABASE = Fact.of("database", Database.class);

    /** An extension that is installed in this database or could be. */
    public static final Fact<Extension> EXTENSION = Fact.of("extension", Extension.class);

    /** A server process. */
    public static final Fact<Activity> ACTIVITY = Fact.of("activity", Activity.class);

    /** A session that waits for a lock, and one that it waits for. */
    public static final Fact<Blocking> BLOCKING = Fact.of("blocking", Blocking.class);

    /** A lock on a relation or advisory key held or awaited in this database, and every lock that is awaited. */
    public static final Fact<Lock> LOCK = Fact.of("lock", Lock.class);

    /** A VACUUM, ANALYZE, CREATE INDEX, CLUSTER, COPY or base backup that is running. */
    public static final Fact<Progress> PROGRESS = Fact.of("progress", Progress.class);

    /** A normalized statement of this database and what it cost since it was first counted. */
    public static final Fact<Statement> STATEMENT =
            Fact.ofExtension("statement", Statement.class, "pg_stat_statements");

    /** State of pg_stat_statements itself. */
    public static final Fact<StatementInfo> STATEMENT_INFO =
            Fact.ofExtension("statement_info", StatementInfo.class, "pg_stat_statements");

    /** Counters of a database since the last reset. */
    public static final Fact<DatabaseStatistics> DATABASE_STATISTICS =
            Fact.of("database_statistics", DatabaseStatistics.class);

    /** Counters of a table or materialized view since the last reset. */
    public static final Fact<TableStatistics> TABLE_STATISTICS = Fact.of("table_statistics", TableStatistics.class);

    /** Counters of an index since the last reset. */
    public static final Fact<IndexStatistics> INDEX_STATISTICS = Fact.of("index_statistics", IndexStatistics.class);

    /** Calls of a function since the last reset; rows only where track_functions counts. */
    public static final Fact<FunctionStatistics> FUNCTION_STATISTICS =
            Fact.of("function_statistics", FunctionStatistics.class);

    /** WAL written since the last reset. */
    public static final Fact<Wal> WAL = Fact.of("wal", Wal.class);

    /** The files in pg_wal. */
    public static final Fact<WalFolder> WAL_FOLDER = Fact.of("wal_folder", WalFolder.class);

    /** WAL archiving since the last reset. */
    public static final Fact<Archiver> ARCHIVER = Fact.of("archiver", Archiver.class);

    /** Checkpoints since the last reset. */
    public static final Fact<Checkpointer> CHECKPOINTER = Fact.of("checkpointer", Checkpointer.class);

    /** The background writer since the last reset. */
    public static final Fact<BackgroundWriter> BACKGROUND_WRITER = Fact.of("background_writer", BackgroundWriter.class);

    /** Reads and writes by kind of process, object and purpose since the last reset. */
    public static final Fact<Io> IO = Fact.of("io", Io.class);

    /** A cache of transaction states since the last reset. */
    public static final Fact<Slru> SLRU = Fact.of("slru", Slru.class);

    /** A standby or other receiver that this server sends WAL to. */
    public static final Fact<Replication> REPLICATION = Fact.of("replication", Replication.class);

    /** A replication slot: it keeps WAL. */
    public static final Fact<ReplicationSlot> REPLICATION_SLOT = Fact.of("replication_slot", ReplicationSlot.class);

    /** A logical replication subscription of this database, without its connection string. */
    public static final Fact<Subscription> SUBSCRIPTION = Fact.of("subscription", Subscription.class);

    /** A two-phase transaction that was prepared and not finished yet. */
    public static final Fact<PreparedTransaction> PREPARED_TRANSACTION =
            Fact.of("prepared_transaction", PreparedTransaction.class);

    /** A job of pg_cron. */
    public static final Fact<CronJob> CRON_JOB = Fact.of("cron_job", CronJob.class);

    /** A schema of the user's. */
    public static final Fact<Schema> SCHEMA = Fact.of("schema", Schema.class);

    /** A table, partition, view, materialized view, sequence or foreign table. */
    public static final Fact<Relation> RELATION = Fact.of("relation", Relation.class);

    /** The table that keeps a table's large values. */
    public static final Fact<ToastTable> TOAST_TABLE = Fact.of("toast_table", ToastTable.class);

    /** A column of a table, view, materialized view or foreign table. */
    public static final Fact<Column> COLUMN = Fact.of("column", Column.class);

    /** What the planner knows of a column's values, or of an index expression's. */
    public static final Fact<ColumnStatistics> COLUMN_STATISTICS = Fact.of("column_statistics", ColumnStatistics.class);

    /** A sequence; where it stands is in SequenceValue. */
    public static final Fact<Sequence> SEQUENCE = Fact.of("sequence", Sequence.class);

    /** A type of the user's: enum, domain, composite, range or base type. */
    public static final Fact<DataType> DATA_TYPE = Fact.of("data_type", DataType.class);

    /** A privilege that somebody other than the owner has on a relation, column, schema, function or the database. */
    public static final Fact<Grant> GRANT = Fact.of("grant", Grant.class);

    /** A role of the server, without its password. */
    public static final Fact<Role> ROLE = Fact.of("role", Role.class);

    /** A setting fixed for a role, a database or both. */
    public static final Fact<RoleSetting> ROLE_SETTING = Fact.of("role_setting", RoleSetting.class);

    /** A logical replication publication. */
    public static final Fact<Publication> PUBLICATION = Fact.of("publication", Publication.class);

    /** A table or whole schema that a publication names. */
    public static final Fact<PublicationTable> PUBLICATION_TABLE = Fact.of("publication_table", PublicationTable.class);

    /** An index of a table or materialized view. */
    public static final Fact<Index> INDEX = Fact.ofTexts("index", Index.class);

    /** A constraint of a table or of a domain. */
    public static final Fact<Constraint> CONSTRAINT = Fact.ofTexts("constraint", Constraint.class);

    /** How a partitioned table is divided. */
    public static final Fact<PartitionKey> PARTITION_KEY = Fact.ofTexts("partition_key", PartitionKey.class);

    /** The expression of a generated column, read under a lock that lasts a moment. */
    public static final Fact<GeneratedColumn> GENERATED_COLUMN =
            Fact.ofTexts("generated_column", GeneratedColumn.class);

    /** A function, procedure or aggregate of the user's or of an extension. */
    public static final Fact<Function> FUNCTION = Fact.ofTexts("function", Function.class);

    /** A trigger of the user's. */
    public static final Fact<Trigger> TRIGGER = Fact.ofTexts("trigger", Trigger.class);

    /** A row-level security policy. */
    public static final Fact<Policy> POLICY = Fact.ofTexts("policy", Policy.class);

    /** The query of a view or materialized view. */
    public static final Fact<ViewDefinition> VIEW_DEFINITION = Fact.inParts(
            "view_definition",
            ViewDefinition.class,
            Set.of(Relation.Kind.VIEW, Relation.Kind.MATERIALIZED_VIEW),
            Comparator.comparing(ViewDefinition::schema).thenComparing(ViewDefinition::name));

    /** A statistics object on several columns or on expressions. */
    public static final Fact<ExtendedStatistics> EXTENDED_STATISTICS =
            Fact.ofTexts("extended_statistics", ExtendedStatistics.class);

    /** What ANALYZE found for a statistics object. */
    public static final Fact<ExtendedStatisticsData> EXTENDED_STATISTICS_DATA =
            Fact.ofTexts("extended_statistics_data", ExtendedStatisticsData.class);

    /** What the planner knows of an expression of a statistics object. */
    public static final Fact<ExpressionStatistics> EXPRESSION_STATISTICS =
            Fact.ofTexts("expression_statistics", ExpressionStatistics.class);

    /** A collation, aggregate, operator, cast or the like of the user's. */
    public static final Fact<Definition> DEFINITION = Fact.of("definition", Definition.class);

    /** Where a sequence stands. */
    public static final Fact<SequenceValue> SEQUENCE_VALUE = Fact.inParts(
            "sequence_value",
            SequenceValue.class,
            Set.of(Relation.Kind.SEQUENCE),
            Comparator.comparing(SequenceValue::schema).thenComparing(SequenceValue::name));

    /** Every fact, in reading order. */
    public static final List<Fact<?>> ALL = List.of(
            SERVER,
            SETTING,
            FILE_SETTING,
            DATABASE,
            EXTENSION,
            ACTIVITY,
            BLOCKING,
            LOCK,
            PROGRESS,
            STATEMENT,
            STATEMENT_INFO,
            DATABASE_STATISTICS,
            TABLE_STATISTICS,
            INDEX_STATISTICS,
            FUNCTION_STATISTICS,
            WAL,
            WAL_FOLDER,
            ARCHIVER,
            CHECKPOINTER,
            BACKGROUND_WRITER,
            IO,
            SLRU,
            REPLICATION,
            REPLICATION_SLOT,
            SUBSCRIPTION,
            PREPARED_TRANSACTION,
            CRON_JOB,
            SCHEMA,
            RELATION,
            TOAST_TABLE,
            COLUMN,
            COLUMN_STATISTICS,
            SEQUENCE,
            DATA_TYPE,
            DEFINITION,
            GRANT,
            ROLE,
            ROLE_SETTING,
            PUBLICATION,
            PUBLICATION_TABLE,
            INDEX,
            CONSTRAINT,
            PARTITION_KEY,
            GENERATED_COLUMN,
            FUNCTION,
            TRIGGER,
            POLICY,
            VIEW_DEFINITION,
            EXTENDED_STATISTICS,
            EXTENDED_STATISTICS_DATA,
            EXPRESSION_STATISTICS,
            SEQUENCE_VALUE);

    /** What the planner reads of a relation's own files. */
    public static final Fact<RelationMeasurement> RELATION_MEASUREMENT =
            Fact.of("relation_measurement", RelationMeasurement.class);

    /** Smallest and greatest value of a column that a btree index begins with. */
    public static final Fact<EndPoint> END_POINT = Fact.of("end_point", EndPoint.class);

    /**
     * Facts that lock relations for a moment or read rows, so that no snapshot holds them unless they were measured
     * for a twin; there is no SQL file for them.
     */
    public static final List<Fact<?>> MEASURED = List.of(RELATION_MEASUREMENT, END_POINT);

    private Facts() {}

    /** The fact of that id. */
    public static Optional<Fact<?>> find(String id) {
        return Stream.concat(ALL.stream(), MEASURED.stream())
                .filter(fact -> fact.id().equals(id))
                .findFirst();
    }
}
