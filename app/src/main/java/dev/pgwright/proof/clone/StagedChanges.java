package dev.pgwright.proof.clone;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Changes on a copy, each of which can be there or not for one transaction. New indexes are built once. Where one is to
 * be absent, the transaction begins by dropping it, and its rollback brings it back: DROP INDEX unlinks files at commit
 * only (RelationDropStorage in storage.c). So every set of changes is measured on the same pages, with the same
 * statistics and the same caches, at no cost in copies.
 */
final class StagedChanges {
    /** The comment that tells an index of ours that a killed run left in a database that we did not make. */
    static final String MARK = "pgwright: built for a proof; it may be dropped";

    private static final String LEFTOVERS = "SELECT format('%I.%I', n.nspname, c.relname) FROM pg_catalog.pg_class AS c"
            + " JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ('i', 'I')"
            + " AND pg_catalog.obj_description(c.oid, 'pg_class') = " + Identifiers.literal(MARK);

    private final List<Operation> operations;
    private final Map<Integer, Long> bytes;
    private final Map<Integer, String> refused;

    private StagedChanges(List<Operation> operations, Map<Integer, Long> bytes, Map<Integer, String> refused) {
        this.operations = List.copyOf(operations);
        this.bytes = bytes;
        this.refused = refused;
    }

    /** Whether it can be there or not for one transaction. */
    static boolean isSwitchable(Operation operation) {
        return operation instanceof CreateIndex
                || operation instanceof DropIndex
                || operation instanceof SetDatabaseSetting
                || (!operation.apply().isEmpty() && operation.apply().stream().allMatch(Step::transactional));
    }

    /**
     * Builds what the operations create.
     *
     * @param operations of which each is switchable
     */
    static StagedChanges build(Target clone, List<Operation> operations, Consumer<String> progress) {
        Map<Integer, Long> bytes = new HashMap<>();
        Map<Integer, String> refused = new HashMap<>();
        Set<TableName> analyze = new LinkedHashSet<>();
        try (WriteSession session = WriteSession.open(clone)) {
            removeLeftovers(session);
            session.execute("SET maintenance_work_mem = '256MB'");
            session.limit(Duration.ofSeconds(10), Duration.ZERO);
            for (int i = 0; i < operations.size(); i++) {
                Interruption.check();
                if (operations.get(i) instanceof CreateIndex index) {
                    progress.accept("building " + (i + 1) + " of " + operations.size() + ": " + index.object());
                    build(session, i, index, bytes, refused);
                    if (index.keys().stream().anyMatch(key -> key.startsWith("("))) {
                        analyze.add(index.table());
                    }
                }
            }
            for (TableName table : analyze) { // an index on an expression has no statistics before
                session.execute("ANALYZE " + table.sql());
            }
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
        return new StagedChanges(operations, bytes, refused);
    }

    private static void build(
            WriteSession session, int i, CreateIndex index, Map<Integer, Long> bytes, Map<Integer, String> refused)
            throws SQLException {
        String sql = index.apply().get(0).sql().replaceFirst(" CONCURRENTLY ", " ");
        try {
            // one text is one transaction: there is no index of ours without its mark
            session.execute(sql + "; COMMENT ON INDEX " + index.index().sql() + " IS " + Identifiers.literal(MARK));
            bytes.put(i, size(session, index.index()));
        } catch (SQLException e) {
            String state = Objects.requireNonNullElse(e.getSQLState(), "");
            if (SqlStates.isConnection(state) || state.equals(SqlStates.QUERY_CANCELED)) {
                throw e;
            }
            session.execute("ROLLBACK");
            refused.put(i, "it cannot be built: " + session.translate(e).what());
        }
    }

    private static long size(WriteSession session, TableName index) throws SQLException {
        try (var statement = session.connection().createStatement();
                var row = statement.executeQuery(
                        "SELECT pg_catalog.pg_relation_size(" + Identifiers.literal(index.sql()) + "::regclass)")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Drops what it built: for a copy that is not ours to throw away. */
    static void remove(Target clone) {
        try (WriteSession session = WriteSession.open(clone)) {
            removeLeftovers(session);
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
    }

    private static void removeLeftovers(WriteSession session) throws SQLException {
        List<String> names = new ArrayList<>();
        try (var statement = session.connection().createStatement();
                var rows = statement.executeQuery(LEFTOVERS)) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        if (!names.isEmpty()) {
            session.execute("DROP INDEX " + String.join(", ", names));
        }
    }

    int size() {
        return operations.size();
    }

    Operation get(int i) {
        return operations.get(i);
    }

    /** Bytes of a new index; 0 for another change. */
    long bytes(int i) {
        return bytes.getOrDefault(i, 0L);
    }

    /** Why changes cannot be made, by their number. */
    Map<Integer, String> refused() {
        return Map.copyOf(refused);
    }

    /** All that can be made. */
    BitSet all() {
        BitSet all = new BitSet();
        all.set(0, size());
        refused.keySet().forEach(all::clear);
        return all;
    }

    /** Commands that make exactly these changes be there, for a transaction that is rolled back. */
    String commands(BitSet there) {
        List<String> drops = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (int i = 0; i < size(); i++) {
            Operation operation = operations.get(i);
            boolean present = there.get(i);
            if (operation instanceof CreateIndex create) {
                if (!present && !refused.containsKey(i)) {
                    drops.add(create.index().sql());
                }
            } else if (present && operation instanceof DropIndex drop) {
                drops.add(drop.index().sql());
            } else if (present && operation instanceof SetDatabaseSetting setting) {
                others.add(setting(setting));
            } else if (present) {
                operation.apply().forEach(step -> others.add(step.sql()));
            }
        }
        if (!drops.isEmpty()) {
            others.add(0, "DROP INDEX IF EXISTS " + String.join(", ", drops));
        }
        return others.stream().collect(Collectors.joining("; "));
    }

    /** For the database it would hold in new sessions only. */
    private static String setting(SetDatabaseSetting setting) {
        String value = setting.after();
        return value == null
                ? "SET LOCAL " + Identifiers.quote(setting.setting()) + " TO DEFAULT"
                : "SELECT pg_catalog.set_config(" + Identifiers.literal(setting.setting()) + ", "
                        + Identifiers.literal(value) + ", true)";
    }

    /** Refuses what no transaction can have and not have. */
    static PgwrightException notSwitchable(Operation operation) {
        return new PgwrightException(
                ErrorCode.USAGE,
                operation.title() + " cannot be measured with and without",
                "Leave it out of the plan for the proof.");
    }
}
