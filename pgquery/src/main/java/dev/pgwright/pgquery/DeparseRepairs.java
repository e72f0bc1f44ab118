package dev.pgwright.pgquery;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Ways around the constructs that the deparser of libpg_query 17 writes wrongly: before it runs, the construct is
 * replaced by a hole, a name that occurs nowhere else; afterwards the hole is filled with the right text. Each was found
 * by reading the corpus of the tests back.
 */
final class DeparseRepairs {
    private static final String HOLE = "pgq_hole_";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** CURSOR_OPT_ASENSITIVE of parsenodes.h. */
    private static final int ASENSITIVE = 0x10;
    /** CREATE_TABLE_LIKE_ALL of parsenodes.h, and its bits from the lowest on. */
    private static final int LIKE_ALL = Integer.MAX_VALUE;

    private static final List<String> LIKE_BITS = List.of(
            "COMMENTS",
            "COMPRESSION",
            "CONSTRAINTS",
            "DEFAULTS",
            "GENERATED",
            "IDENTITY",
            "INDEXES",
            "STATISTICS",
            "STORAGE");

    /** A statistics target that nobody sets. */
    private static final int NO_TARGET = 1_987_654_321;

    /** What the deparser brackets before a subscript or field, and what needs no brackets there. */
    private static final Set<String> BEFORE_INDIRECTION = Set.of(
            "A_Indirection", "A_Expr", "ColumnRef", "FuncCall", "JsonFuncExpr", "ParamRef", "RowExpr", "TypeCast");

    private final Deparser deparser;
    private final Map<String, String> fillings = new LinkedHashMap<>();

    DeparseRepairs(Deparser deparser) {
        this.deparser = deparser;
    }

    /** Makes the holes, in place. */
    void visit(JsonNode node) {
        for (JsonNode child : node) {
            if (child.isContainer()) {
                visit(child);
            }
        }
        if (node instanceof ObjectNode wrapper && wrapper.size() == 1) {
            String kind = wrapper.propertyNames().iterator().next();
            if (wrapper.path(kind) instanceof ObjectNode body) {
                repair(kind, body, wrapper);
            }
        }
    }

    String fill(String sql) {
        String filled = sql;
        for (Map.Entry<String, String> filling : fillings.entrySet()) {
            filled = filled.replace(filling.getKey(), filling.getValue());
        }
        return filled;
    }

    private void repair(String kind, ObjectNode body, ObjectNode wrapper) {
        switch (kind) {
            case "A_Indirection" -> indirection(body);
            case "LockingClause" -> locking(body);
            case "AlterTableCmd" -> alterTable(body);
            case "GrantRoleStmt" -> revokeRole(body);
            case "GrantStmt" -> grantOnParameter(body);
            case "Constraint" -> exclusion(body);
            case "AlterDatabaseRefreshCollStmt" -> refreshCollation(body, wrapper);
            case "DeclareCursorStmt" -> asensitive(body);
            case "XmlExpr" -> preserveWhitespace(body, wrapper);
            case "MergeWhenClause" -> multipleAssignment(body);
            case "TableLikeClause" -> like(body, wrapper);
            default -> {}
        }
    }

    private String hole(String filling) {
        String name = HOLE + (fillings.size() + 1) + "_";
        fillings.put(name, fill(filling)); // it may have holes itself
        return name;
    }

    /** A hole that is recognized together with what the deparser writes around it. */
    private String hole(String before, String after, String filling) {
        String name = HOLE + (fillings.size() + 1) + "_";
        fillings.put(before + name + after, fill(filling));
        return name;
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    private static String relation(JsonNode range) {
        StringBuilder name = new StringBuilder();
        for (String field : List.of("catalogname", "schemaname", "relname")) {
            if (range.has(field)) {
                name.append(name.isEmpty() ? "" : ".")
                        .append(quoted(range.path(field).asString()));
            }
        }
        return name.toString();
    }

    /** No brackets around ARRAY, CASE, COALESCE and many more: {@code (ARRAY[1, 2])[i]}. */
    private void indirection(ObjectNode body) {
        if (!(body.path("arg") instanceof ObjectNode arg)
                || arg.propertyNames().stream().anyMatch(BEFORE_INDIRECTION::contains)
                || arg.path("SubLink").path("subLinkType").asString("").equals("EXPR_SUBLINK")) {
            return;
        }
        String text = "(" + deparser.expression(arg) + ")";
        body.putObject("arg")
                .putObject("ColumnRef")
                .putArray("fields")
                .addObject()
                .putObject("String")
                .put("sval", hole(text));
    }

    /** No blank between the last table and NOWAIT or SKIP LOCKED. */
    private void locking(ObjectNode body) {
        String policy = body.path("waitPolicy").asString("");
        JsonNode tables = body.path("lockedRels");
        if (policy.equals("LockWaitBlock") || tables.isEmpty()) {
            return;
        }
        blankAfter((ObjectNode) tables.path(tables.size() - 1).path("RangeVar"));
    }

    private void blankAfter(ObjectNode range) {
        String hole = hole(relation(range) + " ");
        range.remove(List.of("catalogname", "schemaname"));
        range.put("relname", hole);
    }

    private void alterTable(ObjectNode body) {
        switch (body.path("subtype").asString("")) {
            // No blank between the partition and FINALIZE.
            case "AT_DetachPartitionFinalize" ->
                blankAfter((ObjectNode) body.path("def").path("PartitionCmd").path("name"));
            // DEFAULT is written as 0.
            case "AT_SetStatistics" -> {
                if (!body.has("def")) {
                    body.putObject("def").putObject("Integer").put("ival", NO_TARGET);
                    fillings.put("SET STATISTICS " + NO_TARGET, "SET STATISTICS DEFAULT");
                }
            }
            // COLLATE is written behind USING, where it belongs to the expression.
            case "AT_AlterColumnType" ->
                collatedType((ObjectNode) body.path("def").path("ColumnDef"));
            default -> {}
        }
    }

    private void collatedType(ObjectNode column) {
        if (!column.has("collClause") || !column.has("raw_default")) {
            return;
        }
        List<String> collation = new ArrayList<>();
        column.path("collClause")
                .path("collname")
                .forEach(part ->
                        collation.add(quoted(part.path("String").path("sval").asString())));
        String type = type(column.path("typeName")) + " COLLATE " + String.join(".", collation);
        column.remove("collClause");
        ObjectNode name = column.putObject("typeName");
        name.put("typemod", -1)
                .putArray("names")
                .addObject()
                .putObject("String")
                .put("sval", hole(type));
    }

    private String type(JsonNode typeName) {
        ObjectNode cast = NODES.objectNode();
        ObjectNode body = cast.putObject("TypeCast");
        body.putObject("arg").putObject("A_Const").put("isnull", true);
        body.set("typeName", typeName);
        return deparser.expression(cast).substring("NULL::".length());
    }

    /** No blank between GRANTED BY and CASCADE. */
    private void revokeRole(ObjectNode body) {
        if (body.path("is_grant").asBoolean(false)
                || !body.path("behavior").asString("").equals("DROP_CASCADE")
                || !(body.path("grantor") instanceof ObjectNode grantor)) {
            return;
        }
        String role = switch (grantor.path("roletype").asString("")) {
            case "ROLESPEC_CURRENT_USER" -> "CURRENT_USER";
            case "ROLESPEC_CURRENT_ROLE" -> "CURRENT_ROLE";
            case "ROLESPEC_SESSION_USER" -> "SESSION_USER";
            case "ROLESPEC_PUBLIC" -> "PUBLIC";
            default -> quoted(grantor.path("rolename").asString(""));
        };
        grantor.put("roletype", "ROLESPEC_CSTRING").put("rolename", hole(role + " "));
    }

    /** Nothing is written for the object type PARAMETER. */
    private void grantOnParameter(ObjectNode body) {
        if (!body.path("objtype").asString("").equals("OBJECT_PARAMETER_ACL")) {
            return;
        }
        List<String> parameters = new ArrayList<>();
        for (JsonNode object : body.path("objects")) {
            String name = object.path("String").path("sval").asString("");
            List<String> parts = new ArrayList<>();
            for (String part : name.split("\\.", -1)) {
                parts.add(quoted(part));
            }
            parameters.add(String.join(".", parts));
        }
        body.put("objtype", "OBJECT_SCHEMA");
        body.putArray("objects")
                .addObject()
                .putObject("String")
                .put("sval", hole("SCHEMA ", "", "PARAMETER " + String.join(", ", parameters)));
        for (JsonNode privilege : body.path("privileges")) {
            if (privilege.path("AccessPriv") instanceof ObjectNode access
                    && access.path("priv_name").asString("").equals("alter system")) {
                access.put("priv_name", hole("ALTER SYSTEM"));
            }
        }
    }

    /** INCLUDE is written behind WHERE. */
    private void exclusion(ObjectNode body) {
        if (!body.path("contype").asString("").equals("CONSTR_EXCLUSION")
                || !body.has("including")
                || !body.has("where_clause")) {
            return;
        }
        List<String> columns = new ArrayList<>();
        body.path("including")
                .forEach(column ->
                        columns.add(quoted(column.path("String").path("sval").asString())));
        String condition = deparser.expression(body.path("where_clause"));
        body.remove("where_clause");
        body.putArray("including")
                .addObject()
                .putObject("String")
                .put("sval", hole(String.join(", ", columns) + ") WHERE (" + condition));
    }

    /** Not written at all. */
    private void refreshCollation(ObjectNode body, ObjectNode wrapper) {
        String database = quoted(body.path("dbname").asString(""));
        wrapper.removeAll();
        wrapper.putObject("ListenStmt")
                .put("conditionname", hole("LISTEN ", "", "ALTER DATABASE " + database + " REFRESH COLLATION VERSION"));
    }

    /** Left out. */
    private void asensitive(ObjectNode body) {
        if ((body.path("options").asInt(0) & ASENSITIVE) != 0) {
            String name = quoted(body.path("portalname").asString(""));
            body.put("portalname", hole(name + " ASENSITIVE"));
        }
    }

    /** PRESERVE WHITESPACE is left out. */
    private void preserveWhitespace(ObjectNode body, ObjectNode wrapper) {
        JsonNode preserve = body.path("args").path(1).path("A_Const").path("boolval");
        if (!body.path("op").asString("").equals("IS_XMLPARSE")
                || !preserve.path("boolval").asBoolean(false)) {
            return;
        }
        boolean document = body.path("xmloption").asString("").equals("XMLOPTION_DOCUMENT");
        String text = "XMLPARSE(" + (document ? "DOCUMENT " : "CONTENT ")
                + deparser.expression(body.path("args").path(0)) + " PRESERVE WHITESPACE)";
        wrapper.removeAll();
        wrapper.putObject("ColumnRef")
                .putArray("fields")
                .addObject()
                .putObject("String")
                .put("sval", hole(text));
    }

    /** In MERGE, {@code (a, b) = ...} is written with its first column only. */
    private void multipleAssignment(ObjectNode body) {
        ArrayNode targets = NODES.arrayNode();
        List<String> columns = new ArrayList<>();
        for (JsonNode item : body.path("targetList")) {
            JsonNode target = item.path("ResTarget");
            JsonNode multiple = target.path("val").path("MultiAssignRef");
            if (multiple.isMissingNode() || target.has("indirection")) {
                targets.add(item);
                continue;
            }
            columns.add(quoted(target.path("name").asString("")));
            if (columns.size() == multiple.path("ncolumns").asInt(0)) {
                String text = "(" + String.join(", ", columns) + ") = " + deparser.expression(multiple.path("source"));
                ObjectNode single = targets.addObject().putObject("ResTarget");
                single.put("name", hole("", " = NULL", text));
                single.putObject("val").putObject("A_Const").put("isnull", true);
                columns.clear();
            }
        }
        if (body.has("targetList")) {
            body.set("targetList", targets);
        }
    }

    /** INCLUDING ALL EXCLUDING ... is written as a list, which is not the same to later versions. */
    private void like(ObjectNode body, ObjectNode wrapper) {
        int options = body.path("options").asInt(0);
        if (options == LIKE_ALL || options < 1 << LIKE_BITS.size()) {
            return;
        }
        StringBuilder text = new StringBuilder("LIKE ").append(relation(body.path("relation")));
        text.append(" INCLUDING ALL");
        for (int bit = 0; bit < LIKE_BITS.size(); bit++) {
            if ((options & (1 << bit)) == 0) {
                text.append(" EXCLUDING ").append(LIKE_BITS.get(bit));
            }
        }
        wrapper.removeAll();
        ObjectNode column = wrapper.putObject("ColumnDef");
        column.put("colname", hole("", " like_", text.toString())).put("is_local", true);
        column.putObject("typeName")
                .put("typemod", -1)
                .putArray("names")
                .addObject()
                .putObject("String")
                .put("sval", "like_");
    }
}
