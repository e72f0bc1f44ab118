package dev.pgwright.advice.index;

import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SnapshotCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.Roles;
import java.util.ArrayList;
import java.util.List;

/** What row-level policies add to a statement: conditions that no text of the application shows. */
final class PolicyConditions {
    private final Snapshot snapshot;
    private final Roles roles;

    PolicyConditions(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.roles = new Roles(snapshot);
    }

    /**
     * Each condition of a policy that binds the role, as a query of its table; one that cannot be read is left out.
     *
     * @param role that sends the statement
     * @param catalog names as that role resolves them
     */
    List<StatementAnalysis> of(String role, SnapshotCatalog catalog, StatementAnalysis statement) {
        List<StatementAnalysis> found = new ArrayList<>();
        for (RelationUse use : statement.relations()) {
            Relation table = snapshot.relation(
                            use.relation().schema(), use.relation().name())
                    .orElse(null);
            if (table == null || !table.rowSecurity()) {
                continue;
            }
            String name = new TableName(table.schema(), table.name()).sql();
            for (Policy policy : snapshot.policiesOf(table.oid())) {
                if (policy.usingExpression() != null && roles.isBound(role, policy, table, use.access())) {
                    found.addAll(read("SELECT 1 FROM " + name + " WHERE (" + policy.usingExpression() + ")", catalog));
                }
            }
        }
        return found;
    }

    private static List<StatementAnalysis> read(String sql, SnapshotCatalog catalog) {
        try {
            return SqlText.parser().analyze(sql, catalog);
        } catch (PgQueryException e) {
            return List.of();
        }
    }
}
