package dev.pgwright.advice.rls;

import dev.pgwright.sql.ColumnReferences;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.PolicyExpression;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Rewrites conditions into forms that are evaluated once for a statement. */
final class Rewrites {
    /** How a column is looked up in a set. */
    enum Lookup {
        /** {@code c IN (SELECT k ...)}: hashed, good without an index. */
        IN,
        /** {@code c = ANY (ARRAY(SELECT k ...))}: an index on c finds the rows. */
        ARRAY
    }

    private final FunctionCatalog catalog;
    private final Helpers helpers;
    private final Lookup lookup;
    private final Set<Form> forms = EnumSet.noneOf(Form.class);
    private final List<HelperFunction> made = new ArrayList<>();

    private Rewrites(FunctionCatalog catalog, Helpers helpers, Lookup lookup) {
        this.catalog = catalog;
        this.helpers = helpers;
        this.lookup = lookup;
    }

    /** The better form of a condition; none when there is nothing to do to it. */
    static Optional<Rewritten> of(ConditionReading condition, FunctionCatalog catalog, Helpers helpers, Lookup lookup) {
        return new Rewrites(catalog, helpers, lookup).rewrite(condition);
    }

    private Optional<Rewritten> rewrite(ConditionReading condition) {
        JsonNode tree = positive(flattened(condition.tree().deepCopy()));
        Optional<String> sql = SqlText.write(tree);
        Optional<String> wrapped =
                sql.flatMap(text -> PolicyExpression.read(text, catalog)).flatMap(PolicyExpression::wrapped);
        if (wrapped.isPresent()) {
            forms.add(Form.INIT_PLAN);
        }
        return forms.isEmpty() ? Optional.empty() : wrapped.or(() -> sql).map(text -> new Rewritten(text, forms, made));
    }

    /** A SubLink node of its body. */
    static ObjectNode link(JsonNode body) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.set("SubLink", body);
        return node;
    }

    /** Takes away sub-selects without FROM whose value depends on the row. */
    private JsonNode flattened(JsonNode node) {
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, flattened(array.get(i)));
            }
        } else if (node instanceof ObjectNode object) {
            Optional<JsonNode> inner = Wrapper.of(object);
            if (inner.isPresent()) {
                forms.add(Form.FLATTENED);
                return flattened(inner.get());
            }
            for (String name : List.copyOf(object.propertyNames())) {
                if (object.path(name).isContainer()) {
                    object.set(name, flattened(object.path(name)));
                }
            }
        }
        return node;
    }

    /** A sub-select that is nothing but a wrapper around something of the row. */
    private static final class Wrapper {
        static Optional<JsonNode> of(ObjectNode node) {
            JsonNode link = node.path("SubLink");
            JsonNode select = link.path("subselect").path("SelectStmt");
            JsonNode value = select.path("targetList").path(0).path("ResTarget").path("val");
            boolean plain = link.path("subLinkType").asString("").equals("EXPR_SUBLINK")
                    && select.path("targetList").size() == 1
                    && SetForm.isPlain(select)
                    && !select.has("fromClause")
                    && !select.has("whereClause")
                    && !select.has("limitCount");
            return plain
                            && !value.isMissingNode()
                            && !ColumnReferences.outside(value).isEmpty()
                    ? Optional.of(value)
                    : Optional.empty();
        }
    }

    /** Replaces sub-selects that stand under AND and OR only: there NULL and false are the same. */
    private JsonNode positive(JsonNode node) {
        JsonNode bool = node.path("BoolExpr");
        if (bool.path("boolop").asString("").equals("AND_EXPR")
                || bool.path("boolop").asString("").equals("OR_EXPR")) {
            ArrayNode args = (ArrayNode) bool.path("args");
            for (int i = 0; i < args.size(); i++) {
                args.set(i, positive(args.get(i)));
            }
            return node;
        }
        Optional<SetForm> set = SetForm.of(node, catalog);
        if (set.isPresent()) {
            forms.add(Form.SET);
            return set.get().lookup(lookup == Lookup.ARRAY);
        }
        Optional<Helpers.Membership> membership = helpers.membership(node);
        if (membership.isPresent()) {
            forms.add(Form.HELPER);
            made.add(membership.get().function());
            return membership.get().lookup(lookup == Lookup.ARRAY);
        }
        return node;
    }
}
