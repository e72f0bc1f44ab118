package dev.pgwright.pgquery;

import tools.jackson.databind.JsonNode;

/**
 * Rewrites what pg_stat_statements makes of a statement into what the server can parse again. pg_stat_statements puts
 * {@code $n} where a literal stood, also where the grammar takes nothing but a literal.
 */
final class Plannable {
    private final PgQuery parser;
    private final ParsedSql parsed;
    private final SqlEdits edits;

    private Plannable(PgQuery parser, ParsedSql parsed) {
        this.parser = parser;
        this.parsed = parsed;
        this.edits = new SqlEdits(parsed.sql());
    }

    static String rewrite(PgQuery parser, ParsedSql parsed) {
        Plannable plannable = new Plannable(parser, parsed);
        plannable.visit(parsed.tree());
        return plannable.edits.apply();
    }

    private void visit(JsonNode node) {
        if (node.has("TypeCast")) {
            cast(node);
        } else if (node.has("FuncCall")) {
            extract(node.path("FuncCall"));
        }
        for (JsonNode child : node) {
            if (child.isContainer()) {
                visit(child);
            }
        }
    }

    /** {@code interval $1 day} becomes {@code $1::interval day}. */
    private void cast(JsonNode node) {
        JsonNode parameter = node.path("TypeCast").path("arg").path("ParamRef");
        int type = node.path("TypeCast").path("typeName").path("location").asInt(0);
        if (parameter.isMissingNode() || type > parameter.path("location").asInt(0)) {
            return;
        }
        parser.locate(parsed, node).ifPresent(range -> edits.replace(range, parser.deparseExpression(node)));
    }

    /** {@code EXTRACT($1 FROM x)} becomes the call that it stands for. */
    private void extract(JsonNode call) {
        JsonNode field = call.path("args").path(0).path("ParamRef");
        boolean special = call.path("funcformat").asString("").equals("COERCE_SQL_SYNTAX");
        String name = call.path("funcname").path(1).path("String").path("sval").asString("");
        if (field.isMissingNode() || !special || !name.equals("extract")) {
            return;
        }
        String sql = parsed.sql();
        int start = parsed.charOffset(call.path("location").asInt(0));
        int word = Lexer.identifier(sql, start);
        int parameter = parsed.charOffset(field.path("location").asInt(0));
        int afterParameter = Lexer.identifier(sql, parameter + 1);
        int from = Lexer.skipBlank(sql, afterParameter, sql.length());
        edits.replace(new TextRange(start, word), "pg_catalog.extract");
        edits.replace(new TextRange(from, Lexer.identifier(sql, from)), ",");
    }
}
