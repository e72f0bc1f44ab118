package dev.pgwright.sql;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.pgquery.PgQueryException;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** PostgreSQL's parser, started when first needed and shared by the whole program. */
public final class SqlText {
    private SqlText() {}

    /** Opened by the class loader, once, on first use. */
    private static final class Shared {
        static final PgQuery PARSER = PgQuery.open();
    }

    /** The parser. */
    public static PgQuery parser() {
        return Shared.PARSER;
    }

    /** A copy of an expression's tree, free to change; none when the grammar does not accept it. */
    public static Optional<JsonNode> expression(String sql) {
        try {
            List<ParsedSql.Statement> statements =
                    parser().parse("SELECT " + sql).statements();
            JsonNode targets =
                    statements.isEmpty() ? null : statements.get(0).node().path("targetList");
            return targets != null && targets.size() == 1 && statements.size() == 1
                    ? Optional.of(targets.path(0).path("ResTarget").path("val").deepCopy())
                    : Optional.empty();
        } catch (PgQueryException e) {
            return Optional.empty();
        }
    }

    /** The text of an expression's tree; none when it cannot be written. */
    public static Optional<String> write(JsonNode expression) {
        try {
            return Optional.of(parser().deparseExpression(expression));
        } catch (PgQueryException e) {
            return Optional.empty();
        }
    }

    /** The text of a query's tree, a node of its kind; none when it cannot be written. */
    public static Optional<String> statement(JsonNode query) {
        try {
            ObjectNode whole = (ObjectNode) parser().parse("SELECT 1").tree().deepCopy();
            ((ObjectNode) whole.path("stmts").path(0)).set("stmt", query);
            return Optional.of(parser().deparse(whole));
        } catch (PgQueryException e) {
            return Optional.empty();
        }
    }
}
