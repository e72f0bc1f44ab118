package dev.pgwright.advice.index;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Reads the conditions and sort keys of a plan. EXPLAIN deparses them to SQL (ruleutils.c), except for references to
 * sub-plans, which are replaced by a parameter before parsing.
 */
final class ConditionReader {
    private static final Pattern PLAN_REFERENCE = Pattern.compile(
            "\\((?:alternatives: )?(?:hashed )?(?:InitPlan|SubPlan) \\d+(?: or (?:hashed )?SubPlan \\d+)?\\)(?:\\.col\\d+)?");

    private static final Set<String> RANGES = Set.of("<", ">", "<=", ">=");
    private static final Set<String> CONTAINMENTS = Set.of("@>", "@@", "&&", "?", "?|", "?&");

    private final PgQuery parser;

    ConditionReader(PgQuery parser) {
        this.parser = parser;
    }

    /**
     * What must all hold: each item is one usage, or the usages of the arms of an OR, every one of which needs an index
     * for the OR to be answered by indexes.
     */
    List<List<Usage>> conjuncts(String condition) {
        Optional<JsonNode> where = expression("SELECT 1 WHERE ", condition, "whereClause");
        List<List<Usage>> found = new ArrayList<>();
        where.ifPresent(node -> collect(node, found));
        return found;
    }

    /** A sort key with its relation's alias; the key keeps its direction. Empty when it spans relations. */
    Optional<Usage> sortKey(String key) {
        Optional<JsonNode> clause = expression("SELECT 1 ORDER BY ", key, "sortClause");
        return clause.flatMap(list -> {
            JsonNode sort = list.path(0).path("SortBy");
            String direction = sort.path("sortby_dir").asString("").equals("SORTBY_DESC") ? " DESC" : "";
            String nulls = switch (sort.path("sortby_nulls").asString("")) {
                case "SORTBY_NULLS_FIRST" -> direction.isEmpty() ? " NULLS FIRST" : "";
                case "SORTBY_NULLS_LAST" -> direction.isEmpty() ? "" : " NULLS LAST";
                default -> "";
            };
            return owned(sort.path("node"), Usage.Kind.RANGE)
                    .map(usage -> new Usage(usage.alias(), usage.key() + direction + nulls, usage.kind()));
        });
    }

    private Optional<JsonNode> expression(String prefix, String text, String field) {
        String sql = prefix + PLAN_REFERENCE.matcher(text).replaceAll("\\$1");
        try {
            ParsedSql parsed = parser.parse(sql);
            return Optional.of(parsed.statements().get(0).node().path(field));
        } catch (PgQueryException e) {
            return Optional.empty(); // EXPLAIN prints some things that are no SQL; they name no index condition
        }
    }

    private void collect(JsonNode node, List<List<Usage>> found) {
        JsonNode bool = node.path("BoolExpr");
        if (bool.path("boolop").asString("").equals("AND_EXPR")) {
            bool.path("args").forEach(arm -> collect(arm, found));
        } else if (bool.path("boolop").asString("").equals("OR_EXPR")) {
            List<Usage> arms = new ArrayList<>();
            for (JsonNode arm : bool.path("args")) {
                List<List<Usage>> inside = new ArrayList<>();
                collect(arm, inside);
                Optional<Usage> first = inside.stream()
                        .filter(usages -> usages.size() == 1)
                        .map(usages -> usages.get(0))
                        .filter(usage -> usage.kind() == Usage.Kind.EQUALITY)
                        .findFirst();
                if (first.isEmpty()) {
                    return;
                }
                arms.add(first.get());
            }
            if (arms.stream().map(Usage::alias).distinct().count() == 1) {
                found.add(List.copyOf(arms));
            }
        } else {
            comparison(node.path("A_Expr")).forEach(usage -> found.add(List.of(usage)));
        }
    }

    private List<Usage> comparison(JsonNode expression) {
        String operator =
                expression.path("name").path(0).path("String").path("sval").asString("");
        JsonNode left = expression.path("lexpr");
        JsonNode right = expression.path("rexpr");
        String form = expression.path("kind").asString("");
        if (form.equals("AEXPR_OP_ANY") && operator.equals("=")) {
            return owned(left, Usage.Kind.EQUALITY).map(List::of).orElse(List.of());
        }
        if (!form.equals("AEXPR_OP")) {
            return List.of();
        }
        if (CONTAINMENTS.contains(operator)) {
            return owned(left, Usage.Kind.CONTAINMENT).map(List::of).orElse(List.of());
        }
        if (operator.equals("=")) {
            return bothSides(left, right, Usage.Kind.EQUALITY);
        }
        return RANGES.contains(operator) ? bothSides(left, right, Usage.Kind.RANGE) : List.of();
    }

    private List<Usage> bothSides(JsonNode left, JsonNode right, Usage.Kind kind) {
        Set<String> leftAliases = aliases(left);
        Set<String> rightAliases = aliases(right);
        boolean join = !leftAliases.isEmpty() && !rightAliases.isEmpty();
        if (leftAliases.stream().anyMatch(rightAliases::contains)) {
            return List.of(); // compares columns of one row: no index answers that
        }
        Usage.Kind actual = join && kind == Usage.Kind.EQUALITY ? Usage.Kind.JOIN : kind;
        List<Usage> usages = new ArrayList<>();
        owned(left, actual).ifPresent(usages::add);
        owned(right, actual).ifPresent(usages::add);
        return usages;
    }

    /** The expression as a key when it reads exactly one relation. */
    private Optional<Usage> owned(JsonNode node, Usage.Kind kind) {
        JsonNode bare = withoutTextCast(node);
        Set<String> aliases = aliases(bare);
        if (aliases.size() != 1) {
            return Optional.empty();
        }
        String alias = aliases.iterator().next();
        JsonNode fields = bare.path("ColumnRef").path("fields");
        if (fields.size() == 2) {
            String column = fields.path(1).path("String").path("sval").asString("");
            return column.isEmpty() ? Optional.empty() : Optional.of(new Usage(alias, Identifiers.quote(column), kind));
        }
        if (!bare.findValues("ParamRef").isEmpty()) {
            return Optional.empty(); // has another value in each call
        }
        JsonNode copy = bare.deepCopy();
        unqualify(copy);
        return Optional.of(new Usage(alias, "(" + parser.deparseExpression(copy) + ")", kind));
    }

    /** varchar compares as text through a cast that changes nothing; the index is on the column itself. */
    private static JsonNode withoutTextCast(JsonNode node) {
        JsonNode cast = node.path("TypeCast");
        JsonNode names = cast.path("typeName").path("names");
        String type = names.path(names.size() - 1).path("String").path("sval").asString("");
        return type.equals("text") && cast.path("arg").has("ColumnRef") ? cast.path("arg") : node;
    }

    private static Set<String> aliases(JsonNode node) {
        Set<String> aliases = new LinkedHashSet<>();
        for (JsonNode reference : node.findValues("ColumnRef")) {
            JsonNode fields = reference.path("fields");
            if (fields.size() >= 2) {
                aliases.add(fields.path(fields.size() - 2)
                        .path("String")
                        .path("sval")
                        .asString(""));
            }
        }
        return aliases;
    }

    private static void unqualify(JsonNode node) {
        for (JsonNode reference : node.findValues("ColumnRef")) {
            ArrayNode fields = (ArrayNode) reference.path("fields");
            while (fields.size() > 1) {
                fields.remove(0);
            }
        }
    }
}
