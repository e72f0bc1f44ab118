package dev.pgwright.proof.rls;

import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.SetPolicyRoles;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Wrong rewrites of a policy, made by operators over its parse tree. */
final class Mutants {
    private static final Map<String, String> OTHER_COLUMNS =
            Map.of("user_id", "owner", "owner", "user_id", "team_id", "id", "org", "name", "role", "name");
    private static final Map<String, String> OTHER_CONSTANTS =
            Map.of("active", "left", "admin", "user", "org", "role", "sub", "owner");

    private final Policy policy;
    private final TableName table;
    private final Map<String, List<Operation>> all = new LinkedHashMap<>();

    private Mutants(Policy policy) {
        this.policy = policy;
        this.table = new TableName(policy.schema(), policy.relation());
    }

    /** Each with a name that says what is wrong with it. */
    static Map<String, List<Operation>> of(Policy policy) {
        Mutants mutants = new Mutants(policy);
        mutants.conditions();
        mutants.commands();
        return mutants.all;
    }

    /** No mutant: the same condition, twice. */
    static List<Operation> harmless(Policy policy) {
        Mutants mutants = new Mutants(policy);
        String using = String.valueOf(policy.usingExpression());
        mutants.using("twice", "(" + using + ") OR (" + using + ")");
        return mutants.all.values().iterator().next();
    }

    private JsonNode tree() {
        return SqlText.expression(String.valueOf(policy.usingExpression())).orElseThrow();
    }

    private void replace(String name, String kind, String command, String roles, String conditions) {
        DatabaseObject object = DatabaseObject.policy(table, policy.name());
        String sql = "CREATE POLICY " + policy.name() + " ON " + table + " AS " + kind + " FOR " + command + " TO "
                + roles + conditions;
        all.put(policy.relation() + ": " + name, List.of(new ReplaceObject(object, List.of(sql), List.of(sql))));
    }

    private String roles() {
        return String.join(", ", policy.roles());
    }

    private String conditions(String using) {
        String check = policy.checkExpression() == null ? "" : " WITH CHECK (" + policy.checkExpression() + ")";
        return " USING (" + using + ")" + check;
    }

    private void using(String name, String using) {
        replace(name, "PERMISSIVE", policy.command().name(), roles(), conditions(using));
    }

    private void commands() {
        String using = String.valueOf(policy.usingExpression());
        if (policy.command() != Policy.Command.ALL) {
            replace("for ALL", "PERMISSIVE", "ALL", roles(), " USING (" + using + ")");
        } else {
            replace("for SELECT alone", "PERMISSIVE", "SELECT", roles(), " USING (" + using + ")");
            replace("no check of new rows", "PERMISSIVE", "ALL", roles(), " USING (" + using + ") WITH CHECK (true)");
        }
        replace("restrictive", "RESTRICTIVE", policy.command().name(), roles(), conditions(using));
        replace("always", "PERMISSIVE", policy.command().name(), roles(), conditions("true"));
        replace("never", "PERMISSIVE", policy.command().name(), roles(), conditions("false"));
        replace("negated", "PERMISSIVE", policy.command().name(), roles(), conditions("NOT (" + using + ")"));
        if (!using.contains("EXISTS")) { // which is never unknown
            replace(
                    "unknown lets through",
                    "PERMISSIVE",
                    policy.command().name(),
                    roles(),
                    conditions("COALESCE((" + using + "), true)"));
        }
        all.put(
                policy.relation() + ": wrong role",
                List.of(new SetPolicyRoles(table, policy.name(), policy.roles(), List.of("anon"))));
    }

    /** One mutant for each place in the tree that an operator fits. */
    private void conditions() {
        int nodes = places(tree()).size();
        for (int i = 0; i < nodes; i++) {
            int place = i;
            arms(place);
            at(place, "swapped column", node -> column(node));
            at(place, "other operator", node -> operator(node, "<>"));
            at(place, "greater or equal", node -> operator(node, ">="));
            at(place, "other constant", Mutants::constant);
            at(place, "OR for AND", node -> bool(node, "AND_EXPR", "OR_EXPR"));
            at(place, "AND for OR", node -> bool(node, "OR_EXPR", "AND_EXPR"));
        }
    }

    private void arms(int place) {
        JsonNode bool = places(tree()).get(place).path("BoolExpr");
        for (int arm = 0; arm < bool.path("args").size(); arm++) {
            int dropped = arm;
            at(place, "dropped condition " + arm, node -> {
                ArrayNode args = (ArrayNode) node.path("BoolExpr").path("args");
                if (args.size() > 1) {
                    args.remove(dropped);
                    if (args.size() == 1) {
                        JsonNode left = args.get(0);
                        node.removeAll();
                        node.setAll((ObjectNode) left);
                    }
                }
            });
        }
    }

    private void at(int place, String name, Consumer<ObjectNode> operator) {
        JsonNode tree = tree();
        String before = SqlText.write(tree).orElseThrow();
        operator.accept(places(tree).get(place));
        String after = SqlText.write(tree).orElse(before);
        if (!after.equals(before)) {
            using(name + " at " + place, after);
        }
    }

    private static List<ObjectNode> places(JsonNode node) {
        List<ObjectNode> found = new ArrayList<>();
        if (node instanceof ObjectNode object) {
            found.add(object);
        }
        node.forEach(child -> found.addAll(places(child)));
        return found;
    }

    private static void column(ObjectNode node) {
        JsonNode fields = node.path("ColumnRef").path("fields");
        if (!fields.isEmpty()) {
            ObjectNode last = (ObjectNode) fields.path(fields.size() - 1).path("String");
            String other = OTHER_COLUMNS.get(last.path("sval").asString(""));
            boolean inner = fields.size() > 1
                    && fields.path(0).path("String").path("sval").asString("").equals("t");
            if (other != null && (!inner || other.equals("id"))) {
                last.put("sval", other);
            }
        }
    }

    private static void operator(ObjectNode node, String operator) {
        JsonNode expression = node.path("A_Expr");
        boolean plain = expression.path("kind").asString("").equals("AEXPR_OP");
        JsonNode name = expression.path("name").path(0).path("String");
        if (plain && name.path("sval").asString("").equals("=")) {
            ((ObjectNode) name).put("sval", operator);
        }
    }

    private static void constant(ObjectNode node) {
        JsonNode text = node.path("A_Const").path("sval");
        String other = OTHER_CONSTANTS.get(text.path("sval").asString(""));
        if (other != null) {
            ((ObjectNode) text).put("sval", other);
        }
    }

    private static void bool(ObjectNode node, String from, String to) {
        JsonNode bool = node.path("BoolExpr");
        if (bool.path("boolop").asString("").equals(from)) {
            ((ObjectNode) bool).put("boolop", to);
        }
    }
}
