package dev.pgwright;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SqlText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A file of CREATE INDEX and DROP INDEX statements, as operations. */
final class IndexScript {
    private static final Map<String, String> ORDERS =
            Map.of("SORTBY_DESC", " DESC", "SORTBY_NULLS_FIRST", " NULLS FIRST", "SORTBY_NULLS_LAST", " NULLS LAST");

    private final Path file;
    private final Snapshot snapshot;

    private IndexScript(Path file, Snapshot snapshot) {
        this.file = file;
        this.snapshot = snapshot;
    }

    /**
     * Reads the text of such a file.
     *
     * @param snapshot of the database, in which tables and indexes are looked up
     */
    static List<Operation> read(Path file, String text, Snapshot snapshot) {
        try {
            IndexScript script = new IndexScript(file, snapshot);
            List<Operation> operations = new ArrayList<>();
            ParsedSql parsed = SqlText.parser().parse(text);
            parsed.statements().forEach(statement -> script.add(statement, operations));
            if (operations.isEmpty()) {
                throw script.bad("holds no statement");
            }
            return operations;
        } catch (PgQueryException e) {
            throw new IndexScript(file, snapshot).bad("cannot be read as SQL: " + e.getMessage());
        }
    }

    private void add(ParsedSql.Statement statement, List<Operation> operations) {
        JsonNode node = statement.node();
        if (statement.kind().equals("IndexStmt")) {
            operations.add(create(node));
        } else if (statement.kind().equals("DropStmt")
                && node.path("removeType").asString("").equals("OBJECT_INDEX")) {
            node.path("objects")
                    .forEach(object ->
                            operations.add(drop(names(object.path("List").path("items")))));
        } else {
            throw bad("holds something else than CREATE INDEX and DROP INDEX");
        }
    }

    private CreateIndex create(JsonNode node) {
        if (node.has("options")
                || node.has("tableSpace")
                || node.path("nulls_not_distinct").asBoolean(false)) {
            throw bad("has an index with storage parameters, a tablespace or NULLS NOT DISTINCT");
        }
        Relation table = table(
                text(node.path("relation"), "schemaname"),
                node.path("relation").path("relname").asString());
        List<String> keys = new ArrayList<>();
        node.path("indexParams").forEach(element -> keys.add(key(element.path("IndexElem"))));
        List<String> include = new ArrayList<>();
        node.path("indexIncludingParams")
                .forEach(element ->
                        include.add(element.path("IndexElem").path("name").asString()));
        String predicate =
                node.has("whereClause") ? SqlText.parser().deparseExpression(node.path("whereClause")) : null;
        TableName on = new TableName(table.schema(), table.name());
        String method = node.path("accessMethod").asString("btree");
        String name = text(node, "idxname");
        boolean unique = node.path("unique").asBoolean(false);
        String chosen = name != null
                ? name
                : CreateIndex.named(on, method, keys, include, predicate).name();
        return new CreateIndex(on, chosen, method, keys, include, predicate, unique);
    }

    private static String key(JsonNode element) {
        String column = text(element, "name");
        String key = column != null
                ? Identifiers.quote(column)
                : "(" + SqlText.parser().deparseExpression(element.path("expr")) + ")";
        String collation = element.has("collation") ? " COLLATE " + qualified(element.path("collation")) : "";
        String operators = element.has("opclass") ? " " + qualified(element.path("opclass")) : "";
        return key
                + collation
                + operators
                + ORDERS.getOrDefault(element.path("ordering").asString(""), "")
                + ORDERS.getOrDefault(element.path("nulls_ordering").asString(""), "");
    }

    private static String qualified(JsonNode list) {
        return Identifiers.qualified(names(list).toArray(String[]::new));
    }

    private static List<String> names(JsonNode list) {
        List<String> names = new ArrayList<>();
        list.forEach(part -> names.add(part.path("String").path("sval").asString()));
        return names;
    }

    private static @Nullable String text(JsonNode node, String field) {
        JsonNode value = node.get(field);
        return value == null ? null : value.asString();
    }

    private Relation table(@Nullable String schema, String name) {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(relation -> relation.name().equals(name) && isIn(schema, relation.schema()))
                .filter(relation ->
                        relation.kind() == Relation.Kind.TABLE || relation.kind() == Relation.Kind.MATERIALIZED_VIEW)
                .findFirst()
                .orElseThrow(() -> bad("names table " + name + ", which the database does not have"));
    }

    /** What names no schema is looked for in public. */
    private static boolean isIn(@Nullable String wanted, String schema) {
        return schema.equals(wanted == null ? "public" : wanted);
    }

    private DropIndex drop(List<String> names) {
        String name = names.get(names.size() - 1);
        String schema = names.size() > 1 ? names.get(names.size() - 2) : null;
        Index index = snapshot.rows(Facts.INDEX).stream()
                .filter(i -> i.name().equals(name) && isIn(schema, i.schema()))
                .findFirst()
                .orElseThrow(() -> bad("drops index " + name + ", which the database does not have"));
        return DropIndex.of(index).orElseThrow(() -> bad("drops index " + name + ", which a constraint needs"));
    }

    private PgwrightException bad(String what) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                "The file " + file + " " + what,
                "Give CREATE INDEX and DROP INDEX statements, or a plan from: ./pgwright indexes --format json");
    }
}
