package dev.pgwright.advice.rls;

import dev.pgwright.advice.rls.MatrixCell.Access;
import dev.pgwright.check.Tables;
import dev.pgwright.check.rls.ApiAccess;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Policy.Command;
import dev.pgwright.snapshot.PublicationTable;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What is wrong with tables, whatever one policy of theirs says. */
final class TableCauses {
    private static final Set<String> WRITES = Set.of("INSERT", "UPDATE", "DELETE");

    private final Snapshot snapshot;
    private final List<PolicyReading> policies;
    private final List<MatrixCell> matrix;
    private final ApiAccess api;
    private final List<Problem> found = new ArrayList<>();

    private TableCauses(Snapshot snapshot, List<PolicyReading> policies, List<MatrixCell> matrix) {
        this.snapshot = snapshot;
        this.policies = policies;
        this.matrix = matrix;
        this.api = new ApiAccess(snapshot);
    }

    /** The problems of all tables of the user's. */
    static List<Problem> of(Snapshot snapshot, List<PolicyReading> policies, List<MatrixCell> matrix) {
        TableCauses causes = new TableCauses(snapshot, policies, matrix);
        new Tables(snapshot).all().filter(table -> !table.partition()).forEach(causes::table);
        return causes.found;
    }

    private List<PolicyReading> of(Relation table) {
        return policies.stream()
                .filter(policy -> policy.table().oid() == table.oid())
                .toList();
    }

    private void add(Cause cause, Relation table, String detail, String advice) {
        found.add(new Problem(cause, new TableName(table.schema(), table.name()), null, detail, advice));
    }

    private void table(Relation table) {
        Set<String> privileges = api.privileges(table);
        boolean served = api.exposes(table.schema()) && !privileges.isEmpty();
        String who = String.join(", ", new TreeSet<>(api.rolesWithAccess(table)));
        boolean policed = !of(table).isEmpty();
        if (!table.rowSecurity() && policed) {
            add(
                    Cause.POLICY_WITHOUT_RLS,
                    table,
                    "It has " + of(table).size() + " policies.",
                    "ALTER TABLE " + name(table) + " ENABLE ROW LEVEL SECURITY;");
        } else if (!table.rowSecurity() && served) {
            add(
                    Cause.RLS_OFF,
                    table,
                    who + " have " + String.join(", ", privileges) + " on all of its rows.",
                    "ALTER TABLE " + name(table) + " ENABLE ROW LEVEL SECURITY; and a policy for each command.");
        }
        if (table.rowSecurity() && !policed && served) {
            add(Cause.NO_POLICY, table, who + " have privileges on it.", "Make policies, or revoke the privileges.");
        }
        if (table.rowSecurity()) {
            secured(table, privileges, served);
        }
    }

    private void secured(Relation table, Set<String> privileges, boolean served) {
        if (privileges.contains("TRUNCATE") && served) {
            add(
                    Cause.TRUNCATE_GRANTED,
                    table,
                    "Whoever reaches the database as one of these roles can empty it.",
                    "REVOKE TRUNCATE ON " + name(table) + " FROM "
                            + String.join(", ", new TreeSet<>(api.rolesWithAccess(table))) + ";");
        }
        if (!table.rowSecurityForced() && api.rolesWithAccess(table).contains(String.valueOf(table.owner()))) {
            add(
                    Cause.OWNER_BYPASS,
                    table,
                    "Its owner is " + table.owner() + ".",
                    "ALTER TABLE " + name(table) + " FORCE ROW LEVEL SECURITY; or give it another owner.");
        }
        wider(table);
        keys(table);
        published(table);
    }

    private static String name(Relation table) {
        return new TableName(table.schema(), table.name()).sql();
    }

    /** Only where some policy is: a table without any has said it already. */
    private void wider(Relation table) {
        if (of(table).isEmpty()) {
            return;
        }
        String unused = matrix.stream()
                .filter(cell -> cell.table().equals(new TableName(table.schema(), table.name())))
                .filter(cell -> cell.access() == Access.NONE
                        && WRITES.contains(cell.command().name()))
                .collect(Collectors.groupingBy(
                        MatrixCell::role,
                        java.util.TreeMap::new,
                        Collectors.mapping(cell -> cell.command().name(), Collectors.joining(", "))))
                .entrySet()
                .stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(Collectors.joining("; "));
        if (!unused.isEmpty()) {
            add(Cause.GRANTS_WIDER, table, "For " + unused + ".", "Revoke what no policy lets through.");
        }
    }

    /** A unique text, such as an address: who may insert learns from the error whether it is there. */
    private void keys(Relation table) {
        boolean insertable = matrix.stream()
                .anyMatch(cell -> cell.table().equals(new TableName(table.schema(), table.name()))
                        && cell.command() == Command.INSERT
                        && (cell.access() == Access.SOME || cell.access() == Access.ALL));
        List<String> texts = snapshot.columnsOf(table.oid()).stream()
                .filter(column -> column.type().equals("text") || column.type().startsWith("character varying"))
                .map(column -> column.name())
                .toList();
        snapshot.indexesOf(table.oid()).stream()
                .filter(Index::unique)
                .filter(index -> insertable
                        && index.keys().size() == 1
                        && texts.contains(String.valueOf(index.keys().get(0).column())))
                .findFirst()
                .ifPresent(index -> add(
                        Cause.KEY_LEAKS,
                        table,
                        "Who may insert a row learns from " + index.name() + " whether a value is there already.",
                        "Insert through a function that answers alike in both cases, where that must not be known."));
    }

    private void published(Relation table) {
        boolean published = snapshot.rows(Facts.PUBLICATION_TABLE).stream()
                .anyMatch(each -> isRealtime(each) && Long.valueOf(table.oid()).equals(each.relationOid()));
        List<PolicyReading> asked = of(table).stream()
                .filter(policy -> policy.policy().command() == Command.SELECT
                        || policy.policy().command() == Command.ALL)
                .filter(policy -> policy.conditions().stream()
                        .anyMatch(c -> !c.subSelects().isEmpty()
                                || c.functions().stream()
                                        .anyMatch(f -> !f.tables().isEmpty())))
                .toList();
        if (published && !asked.isEmpty()) {
            PolicyReading first = asked.get(0);
            found.add(Problem.of(
                    Cause.PER_SUBSCRIBER,
                    first,
                    "The table is published for realtime, and the policy reads other tables or calls functions that do.",
                    "Compare columns of the row with the claims alone, or send broadcasts from a trigger instead."));
        }
    }

    private static boolean isRealtime(PublicationTable table) {
        return table.publication().contains("realtime");
    }
}
