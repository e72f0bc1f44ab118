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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What row-level policies add to a statement: conditions that no text of the application shows. */
final class PolicyConditions {
    private PolicyConditions() {}

    /** Each condition as a query of its table; one that cannot be read is left out. */
    static List<StatementAnalysis> of(Snapshot snapshot, SnapshotCatalog catalog, StatementAnalysis statement) {
        List<StatementAnalysis> found = new ArrayList<>();
        for (RelationUse use : statement.relations()) {
            Optional<Relation> table =
                    snapshot.relation(use.relation().schema(), use.relation().name());
            if (table.isEmpty() || !table.get().rowSecurity()) {
                continue;
            }
            String name = new TableName(table.get().schema(), table.get().name()).sql();
            for (Policy policy : snapshot.policiesOf(table.get().oid())) {
                if (policy.usingExpression() != null) {
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
