package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.analysis.BlockBuilder.Output;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** Output lists of SELECT and RETURNING, with {@code *} expanded. */
final class Outputs {
    private final Session session;

    Outputs(Session session) {
        this.session = session;
    }

    void add(JsonNode targets, Scope scope, Clause clause) {
        for (JsonNode wrapped : targets) {
            JsonNode target = wrapped.path("ResTarget");
            JsonNode value = target.path("val");
            List<String> fields = Trees.strings(value.path("ColumnRef").path("fields"));
            if (!fields.isEmpty() && fields.get(fields.size() - 1).equals("*")) {
                star(fields, value.path("ColumnRef"), scope, clause);
            } else {
                session.expressions.walk(value, scope, clause);
                String name = target.has("name") ? Trees.text(target, "name") : OutputNames.of(value);
                ColumnUse use = session.resolved.get(value.path("ColumnRef"));
                List<BaseColumn> origins = use == null ? List.of() : use.origins();
                scope.block.outputs.add(new Output(name, origins, use, value));
            }
        }
    }

    private void star(List<String> fields, JsonNode reference, Scope scope, Clause clause) {
        if (fields.size() == 1) {
            for (Namespace namespace : scope.namespaces) {
                if (namespace.unqualified()) {
                    expand(namespace, scope, scope, reference, clause);
                }
            }
            return;
        }
        String schema = fields.size() > 2 ? fields.get(fields.size() - 3) : null;
        for (Scope level = scope; level != null; level = level.outer) {
            Namespace namespace = Columns.qualifier(schema, fields.get(fields.size() - 2), level);
            if (namespace != null) {
                expand(namespace, scope, level, reference, clause);
                return;
            }
        }
        session.problem(Problem.Kind.UNKNOWN_QUALIFIER, String.join(".", fields), reference);
    }

    private void expand(Namespace namespace, Scope scope, Scope level, JsonNode reference, Clause clause) {
        for (Namespace.Item item : namespace.columns()) {
            ColumnUse use = session.names.use(item, scope, level, clause, true, session.location(reference));
            scope.block.outputs.add(new Output(item.name(), item.origins(), use, null));
        }
        scope.block.openOutput |= !namespace.openSources().isEmpty();
    }
}
