package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ExtendedStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Trigger;
import dev.pgwright.snapshot.ViewDefinition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What stands on tables: views, statistics objects, policies, and who owns it all. */
final class ViewDdl {
    private final Snapshot snapshot;

    ViewDdl(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Views, those that others need first. */
    List<Ddl> views() {
        Map<Long, ViewDefinition> definitions = new HashMap<>();
        snapshot.rows(Facts.VIEW_DEFINITION).forEach(view -> definitions.put(view.relationOid(), view));
        List<Ddl> all = new ArrayList<>();
        Set<Long> done = new HashSet<>();
        snapshot.rows(Facts.VIEW_DEFINITION).forEach(view -> add(view, definitions, done, all));
        return all;
    }

    private void add(ViewDefinition view, Map<Long, ViewDefinition> definitions, Set<Long> done, List<Ddl> all) {
        if (!done.add(view.relationOid())) {
            return;
        }
        for (long oid : view.references()) {
            @Nullable ViewDefinition other = definitions.get(oid);
            if (other != null) {
                add(other, definitions, done, all);
            }
        }
        @Nullable Relation relation = snapshot.relation(view.relationOid()).orElse(null);
        if (!view.materialized() && relation != null && relation.extension() == null) {
            all.add(new Ddl("view " + view.schema() + "." + view.name(), create(view, relation), Ddl.STATEMENTS_FAIL));
        }
    }

    private String create(ViewDefinition view, Relation relation) {
        String columns = snapshot.columnsOf(view.relationOid()).stream()
                .map(Column::name)
                .map(name -> quote(name))
                .collect(Collectors.joining(", "));
        String query = view.query() == null
                ? "its query could not be read"
                : view.query().replaceAll(";\\s*$", "");
        return "CREATE VIEW " + qualified(view.schema(), view.name()) + (columns.isEmpty() ? "" : " (" + columns + ")")
                + TableDdl.options(relation) + " AS " + query;
    }

    List<Ddl> statisticsObjects() {
        List<Ddl> all = new ArrayList<>();
        for (ExtendedStatistics statistics : snapshot.rows(Facts.EXTENDED_STATISTICS)) {
            String definition = statistics.definition();
            all.add(new Ddl(
                    "statistics object " + statistics.schema() + "." + statistics.name(),
                    definition == null ? "its text could not be read" : definition,
                    Ddl.PLANS_DIFFER));
        }
        return all;
    }

    List<Ddl> policies() {
        List<Ddl> all = new ArrayList<>();
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            String name = qualified(table.schema(), table.name());
            if (table.rowSecurity() && TableDdl.isTable(table)) {
                String forced = table.rowSecurityForced() ? ", FORCE ROW LEVEL SECURITY" : "";
                all.add(new Ddl(
                        "row-level security of " + table.schema() + "." + table.name(),
                        "ALTER TABLE " + name + " ENABLE ROW LEVEL SECURITY" + forced,
                        Ddl.RIGHTS_DIFFER));
            }
            snapshot.policiesOf(table.oid()).forEach(policy -> all.add(create(policy, name)));
        }
        return all;
    }

    private static Ddl create(Policy policy, String table) {
        String roles = policy.roles().stream()
                .map(role -> role.equals("public") ? "PUBLIC" : quote(role))
                .collect(Collectors.joining(", "));
        String using = policy.usingExpression() == null ? "" : " USING (" + policy.usingExpression() + ")";
        String check = policy.checkExpression() == null ? "" : " WITH CHECK (" + policy.checkExpression() + ")";
        return new Ddl(
                "policy " + policy.name() + " of " + policy.schema() + "." + policy.relation(),
                "CREATE POLICY " + quote(policy.name()) + " ON " + table
                        + (policy.permissive() ? "" : " AS RESTRICTIVE") + " FOR " + policy.command() + " TO " + roles
                        + using + check,
                Ddl.RIGHTS_DIFFER);
    }

    /** Without them a view that is no simple one takes no changes; other triggers do not show in plans. */
    List<Ddl> triggers() {
        List<Ddl> all = new ArrayList<>();
        for (Trigger trigger : snapshot.rows(Facts.TRIGGER)) {
            String definition = trigger.definition();
            if (trigger.timing() == Trigger.Timing.INSTEAD_OF && definition != null) {
                all.add(new Ddl(
                        "trigger " + trigger.name() + " of " + trigger.schema() + "." + trigger.relation(),
                        definition,
                        Ddl.STATEMENTS_FAIL));
            }
        }
        return all;
    }

    /** Owners pass their own policies, and a view reads with its owner's rights. */
    List<Ddl> owners() {
        List<Ddl> all = new ArrayList<>();
        for (Schema schema : snapshot.rows(Facts.SCHEMA)) {
            owner("SCHEMA " + quote(schema.name()), schema.name(), schema.owner(), all);
        }
        for (Relation relation : snapshot.rows(Facts.RELATION)) {
            boolean view = relation.kind() == Relation.Kind.VIEW;
            if (relation.extension() == null && (view || TableDdl.isTable(relation))) {
                String name = relation.schema() + "." + relation.name();
                String kind = (view ? "VIEW " : "TABLE ") + qualified(relation.schema(), relation.name());
                owner(kind, name, relation.owner(), all);
            }
        }
        for (Function function : snapshot.rows(Facts.FUNCTION)) {
            if (FunctionDdl.isCloned(function)) {
                String name = function.schema() + "." + function.name();
                owner("ROUTINE " + FunctionDdl.signature(function), name, function.owner(), all);
            }
        }
        return all;
    }

    private static void owner(String object, String name, @Nullable String owner, List<Ddl> all) {
        if (owner != null && !owner.startsWith("pg_")) {
            all.add(new Ddl("owner of " + name, "ALTER " + object + " OWNER TO " + quote(owner), Ddl.RIGHTS_DIFFER));
        }
    }
}
