package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.ColumnReferences;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.PolicyExpression;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the policies of a snapshot with the server's grammar and follows what they call. */
public final class PolicyReader {
    private final Snapshot snapshot;
    private final FunctionReader functions;
    private final FunctionCatalog catalog;

    /** A reader of one snapshot. */
    public PolicyReader(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.functions = new FunctionReader(snapshot);
        this.catalog = new FunctionCatalog(functions.truthful());
    }

    /** Every policy, in the snapshot's order. */
    public List<PolicyReading> all() {
        List<PolicyReading> readings = new ArrayList<>();
        for (Policy policy : snapshot.rows(Facts.POLICY)) {
            snapshot.relation(policy.relationOid()).ifPresent(table -> readings.add(read(table, policy)));
        }
        return readings;
    }

    private PolicyReading read(Relation table, Policy policy) {
        Optional<ConditionReading> using = condition(policy.usingExpression());
        Optional<ConditionReading> check = condition(policy.checkExpression());
        boolean understood = !policy.locked()
                && using.isPresent() == (policy.usingExpression() != null)
                && check.isPresent() == (policy.checkExpression() != null);
        return new PolicyReading(table, policy, using, check, understood);
    }

    /** A condition as the server writes it; none when there is none or the grammar does not accept it. */
    public Optional<ConditionReading> condition(@Nullable String sql) {
        if (sql == null) {
            return Optional.empty();
        }
        Optional<JsonNode> tree = SqlText.expression(sql);
        Optional<PolicyExpression> expression = PolicyExpression.read(sql, catalog);
        return tree.isEmpty() || expression.isEmpty()
                ? Optional.empty()
                : Optional.of(condition(sql, tree.get(), expression.get()));
    }

    private ConditionReading condition(String sql, JsonNode tree, PolicyExpression expression) {
        Set<String> columns = new LinkedHashSet<>();
        boolean wholeRow = false;
        for (JsonNode reference : ColumnReferences.outside(tree)) {
            String column = Nodes.last(reference.path("fields"));
            wholeRow |= column.isEmpty();
            columns.add(column);
        }
        columns.remove("");
        Map<String, FunctionReading> called = new LinkedHashMap<>();
        for (JsonNode call : Nodes.all(tree, "FuncCall")) {
            functions.called(call, List.of()).forEach(each -> called.put(each.name(), each));
        }
        SessionSources sources = new SessionSources(call -> functions.sources(call, List.of()));
        Set<SessionSource> found = new LinkedHashSet<>(sources.in(tree));
        called.values().forEach(each -> found.addAll(each.sources()));
        return new ConditionReading(
                sql, tree, expression, columns, wholeRow, subSelects(tree), List.copyOf(called.values()), found);
    }

    private List<ConditionReading.SubSelect> subSelects(JsonNode tree) {
        List<ConditionReading.SubSelect> found = new ArrayList<>();
        for (JsonNode link : Nodes.all(tree, "SubLink")) {
            JsonNode select = link.path("subselect");
            found.add(new ConditionReading.SubSelect(
                    SqlText.write(Rewrites.link(link)).orElse(""),
                    !ColumnReferences.outside(select).isEmpty(),
                    !select.path("SelectStmt").has("fromClause"),
                    functions.tables(select, List.of())));
        }
        return found;
    }

    /** What is known of the user's functions. */
    FunctionReader functions() {
        return functions;
    }

    /** What functions promise, by their texts where these were followed. */
    FunctionCatalog catalog() {
        return catalog;
    }

    /** Names of a relation's columns. */
    Set<String> columns(String schema, String relation) {
        return snapshot.relation(schema, relation).stream()
                .flatMap(found -> snapshot.columnsOf(found.oid()).stream())
                .map(Column::name)
                .collect(Collectors.toSet());
    }

    /** The snapshot that was read. */
    public Snapshot snapshot() {
        return snapshot;
    }
}
