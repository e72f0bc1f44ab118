package dev.pgwright.pgquery;

import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What the parser made of a text.
 *
 * <p>The tree is the JSON form of PostgreSQL's raw parse tree, as libpg_query defines it: a node is an object with one
 * property, named after its C struct, except where a field always holds the same kind; zero, false and empty fields are
 * left out; a {@code location} counts bytes of the UTF-8 text. Trees are shared by all who ask for the same text: take a
 * {@link JsonNode#deepCopy()} before changing one.
 */
public final class ParsedSql {
    private final SqlText source;
    private final Grammar grammar;
    private final JsonNode tree;
    private final List<Statement> statements;

    ParsedSql(SqlText source, Grammar grammar, JsonNode tree) {
        this.source = source;
        this.grammar = grammar;
        this.tree = tree;
        this.statements = statements(source, tree);
    }

    /**
     * One statement of a text.
     *
     * @param kind name of its node, for example {@code SelectStmt}
     * @param node the fields of that node
     * @param start char offset of its first token
     * @param end char offset behind its last token; the semicolon is not part of it
     */
    public record Statement(String kind, JsonNode node, int start, int end) {}

    private static List<Statement> statements(SqlText source, JsonNode tree) {
        List<Statement> statements = new ArrayList<>();
        for (JsonNode raw : tree.path("stmts")) {
            JsonNode wrapped = raw.path("stmt");
            String kind = wrapped.propertyNames().iterator().next();
            int from = raw.path("stmt_location").asInt(0);
            int length = raw.path("stmt_len").asInt(0);
            int end = length == 0 ? source.text().length() : source.charOffset(from + length);
            int start = Lexer.skipBlank(source.text(), source.charOffset(from), end);
            statements.add(new Statement(kind, wrapped.path(kind), start, Lexer.trimBlank(source.text(), start, end)));
        }
        return List.copyOf(statements);
    }

    /** The text. */
    public String sql() {
        return source.text();
    }

    /** The text with its byte offsets. */
    public SqlText source() {
        return source;
    }

    /** The grammar that accepted it: the older one where both do. */
    public Grammar grammar() {
        return grammar;
    }

    /** The root: {@code {"version": ..., "stmts": [{"stmt": ..., "stmt_location": ..., "stmt_len": ...}]}}. */
    public JsonNode tree() {
        return tree;
    }

    /** Its statements in order; none for a text of blanks and comments. */
    public List<Statement> statements() {
        return statements;
    }

    /** The text of a statement, without blanks and comments around it. */
    public String text(Statement statement) {
        return sql().substring(statement.start(), statement.end());
    }

    /** The char offset of a {@code location} in the tree. */
    public int charOffset(int location) {
        return source.charOffset(location);
    }
}
