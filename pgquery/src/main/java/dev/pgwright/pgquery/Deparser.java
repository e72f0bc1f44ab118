package dev.pgwright.pgquery;

import dev.pgwright.pgquery.engine.ProtobufEncoder;
import dev.pgwright.pgquery.engine.Rejection;
import dev.pgwright.pgquery.engine.Workers;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes trees as SQL and reads the result again: what the deparser of libpg_query leaves out or puts in a wrong place is
 * repaired where the case is known, and refused otherwise. It never comes out as other SQL.
 */
final class Deparser {
    private static final String EXPRESSION_PREFIX = "SELECT ";
    /** Fields that say where something stood, or that the grammar fills in by itself. */
    private static final Set<String> PLACES = Set.of(
            "location",
            "name_location",
            "stmt_location",
            "stmt_len",
            "list_start",
            "list_end",
            "rexpr_list_start",
            "rexpr_list_end",
            "version");

    /** Reads the result. */
    interface Reader {
        JsonNode read(byte[] sql) throws Rejection;
    }

    private final Workers.Engines engines;
    private final Reader reader;

    Deparser(Workers.Engines engines, Reader reader) {
        this.engines = engines;
        this.reader = reader;
    }

    /** SQL whose tree holds all that this tree holds. */
    String statements(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        DeparseRepairs repairs = new DeparseRepairs(this);
        repairs.visit(copy);
        String sql = repairs.fill(plain(copy));
        JsonNode again;
        try {
            again = reader.read(sql.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        } catch (Rejection e) {
            throw new UnsupportedSqlException("the deparser wrote what is no SQL (" + e.getMessage() + "): " + sql);
        }
        if (!holds(again, tree)) {
            throw new UnsupportedSqlException("the deparser cannot write this tree; the nearest it gives is " + sql);
        }
        return sql;
    }

    /** SQL of an expression, not read again. */
    String expression(JsonNode expression) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.putArray("stmts")
                .addObject()
                .putObject("stmt")
                .putObject("SelectStmt")
                .put("limitOption", "LIMIT_OPTION_DEFAULT")
                .put("op", "SETOP_NONE")
                .putArray("targetList")
                .addObject()
                .putObject("ResTarget")
                .set("val", expression);
        return plain(tree).substring(EXPRESSION_PREFIX.length());
    }

    private String plain(JsonNode tree) {
        try {
            return engines.get(Grammar.POSTGRES_17).deparse(ProtobufEncoder.encode(tree));
        } catch (Rejection e) {
            throw new UnsupportedSqlException("the tree cannot be written as SQL: " + e.getMessage());
        }
    }

    /** Whether everything in the wanted tree is in the other; what the other has beyond it are defaults. */
    static boolean holds(JsonNode other, JsonNode wanted) {
        if (wanted.isArray()) {
            if (!other.isArray() || other.size() != wanted.size()) {
                return false;
            }
            for (int i = 0; i < wanted.size(); i++) {
                if (!holds(other.path(i), wanted.path(i))) {
                    return false;
                }
            }
            return true;
        }
        if (!wanted.isObject()) {
            return wanted.equals(other);
        }
        for (Map.Entry<String, JsonNode> field : wanted.properties()) {
            if (!PLACES.contains(field.getKey()) && !holds(other.path(field.getKey()), field.getValue())) {
                return false;
            }
        }
        return true;
    }
}
