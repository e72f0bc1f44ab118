package dev.pgwright.advice.rls;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Finds what of the session a tree depends on: settings, and keys into those that hold JSON. */
final class SessionSources {
    /** What a called function depends on, by its FuncCall node. */
    private final Function<JsonNode, Set<SessionSource>> called;

    SessionSources(Function<JsonNode, Set<SessionSource>> called) {
        this.called = called;
    }

    /** Everything that the tree takes from the session. */
    Set<SessionSource> in(JsonNode tree) {
        Set<SessionSource> found = new LinkedHashSet<>();
        collect(tree, found);
        return found;
    }

    private void collect(JsonNode node, Set<SessionSource> found) {
        Set<SessionSource> here = value(node);
        found.addAll(here);
        if (here.isEmpty()) {
            node.forEach(child -> collect(child, found));
        }
    }

    /** What a value stands for when it is a piece of the session and nothing else; none otherwise. */
    Set<SessionSource> value(JsonNode node) {
        JsonNode bare = Nodes.uncast(node);
        JsonNode call = bare.path("FuncCall");
        if (!call.isMissingNode()) {
            return ofCall(call);
        }
        JsonNode expression = bare.path("A_Expr");
        String operator = Nodes.last(expression.path("name"));
        if (operator.equals("->") || operator.equals("->>")) {
            Optional<String> key = Nodes.string(expression.path("rexpr"));
            return key.isEmpty()
                    ? Set.of()
                    : value(expression.path("lexpr")).stream()
                            .map(source -> source.then(key.get()))
                            .collect(Collectors.toCollection(LinkedHashSet::new));
        }
        return ofSubSelect(bare);
    }

    private Set<SessionSource> ofCall(JsonNode call) {
        String name = Nodes.last(call.path("funcname"));
        if (name.equals("current_setting")) {
            return Nodes.string(call.path("args").path(0))
                    .map(setting -> Set.of(new SessionSource(setting, java.util.List.of())))
                    .orElse(Set.of());
        }
        if (name.equals("nullif")) {
            return value(call.path("args").path(0));
        }
        return called.apply(call);
    }

    /** {@code (SELECT value)} without a FROM is the value. */
    private Set<SessionSource> ofSubSelect(JsonNode node) {
        JsonNode select = node.path("SubLink").path("subselect").path("SelectStmt");
        if (node.path("SubLink").path("subLinkType").asString("").equals("EXPR_SUBLINK")
                && !select.has("fromClause")
                && select.path("targetList").size() == 1) {
            return value(select.path("targetList").path(0).path("ResTarget").path("val"));
        }
        if (node.has("CoalesceExpr")) {
            Set<SessionSource> all = new LinkedHashSet<>();
            node.path("CoalesceExpr").path("args").forEach(arg -> all.addAll(value(arg)));
            return all;
        }
        if (Nodes.last(node.path("A_Expr").path("name")).equals("=")
                && node.path("A_Expr").path("kind").asString("").equals("AEXPR_NULLIF")) {
            return value(node.path("A_Expr").path("lexpr"));
        }
        return Set.of();
    }
}
