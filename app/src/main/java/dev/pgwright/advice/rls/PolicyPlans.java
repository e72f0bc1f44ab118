package dev.pgwright.advice.rls;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.WhatIfSession;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Asks a twin how the server would evaluate conditions as the only policy of a table. */
final class PolicyPlans {
    private static final String PROBE = "pgwright_probe";
    /** Users whom nobody is: what the planner makes of a condition must not hang on whose it is. */
    private static final List<String> CLAIMS =
            List.of("{\"sub\": \"00000000-0000-4000-8000-000000000000\"}", "{\"sub\": \"0\"}", "{}");

    private final Snapshot snapshot;
    private final WhatIfSession session;
    private final FunctionCatalog catalog;
    private final Audience audience;

    PolicyPlans(Snapshot snapshot, WhatIfSession session, FunctionCatalog catalog) {
        this.snapshot = snapshot;
        this.session = session;
        this.catalog = catalog;
        this.audience = new Audience(snapshot);
    }

    /**
     * The plan of reading the table with one condition as its policy, and what it does for each row that another
     * condition of a statement finds.
     *
     * @param first operations that come before, such as a helper function
     * @param shown what-if indexes that are there
     * @return none when the twin cannot plan it
     */
    Optional<PolicyPlan> of(PolicyReading policy, String condition, List<Operation> first, Set<String> shown) {
        TableName table = policy.tableName();
        String sql = "SELECT * FROM " + table.sql();
        for (String claims : CLAIMS) {
            try {
                Scene scene = scene(policy, condition, first, shown).with("request.jwt.claims", claims);
                PlanNode best = session.explain(sql, scene).root();
                Scene filtering = scene.with("enable_indexscan", "off").with("enable_bitmapscan", "off");
                PlanNode filter = session.explain(sql, filtering).root();
                return Optional.of(PolicyPlan.of(best, filter, table.name(), catalog));
            } catch (PgwrightException e) {
                // the planner evaluates calls, and users need not be of this type here
            }
        }
        return Optional.empty();
    }

    private Scene scene(PolicyReading policy, String condition, List<Operation> first, Set<String> shown) {
        TableName table = policy.tableName();
        List<String> changes = new ArrayList<>();
        first.forEach(operation -> operation.apply().stream().map(Step::sql).forEach(changes::add));
        changes.add("CREATE ROLE " + PROBE);
        changes.add("GRANT pg_read_all_data TO " + PROBE);
        audience.of(policy.table()).forEach(role -> changes.add("GRANT " + Identifiers.quote(role) + " TO " + PROBE));
        snapshot.relation(table.schema(), table.name())
                .ifPresent(relation -> snapshot.policiesOf(relation.oid()).stream()
                        .map(Policy::name)
                        .forEach(name -> changes.add(
                                "DROP POLICY IF EXISTS " + Identifiers.quote(name) + " ON " + table.sql())));
        changes.add("ALTER TABLE " + table.sql() + " ENABLE ROW LEVEL SECURITY");
        changes.add("CREATE POLICY " + PROBE + " ON " + table.sql() + " FOR SELECT USING (" + condition + ")");
        Scene scene = Scene.showing(shown);
        for (String change : changes) {
            scene = scene.after(change);
        }
        return scene.as("SET LOCAL ROLE " + PROBE);
    }
}
