package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.TestParser;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** The tables and views of schema.sql, with the search path public, app. */
final class TestCatalog {
    static final Catalog INSTANCE = read();

    private TestCatalog() {}

    private static Catalog read() {
        List<Catalog.Relation> relations = new ArrayList<>();
        ParsedSql schema = TestParser.SHARED.parse(TestParser.resource(TestCatalog.class, "schema.sql"));
        for (ParsedSql.Statement statement : schema.statements()) {
            if (statement.kind().equals("CreateStmt")) {
                List<String> columns = new ArrayList<>();
                for (JsonNode element : statement.node().path("tableElts")) {
                    if (element.has("ColumnDef")) {
                        columns.add(element.path("ColumnDef").path("colname").asString());
                    }
                }
                JsonNode name = statement.node().path("relation");
                relations.add(Catalog.Relation.table(
                        name.path("schemaname").asString(), name.path("relname").asString(), columns));
            } else if (statement.kind().equals("ViewStmt")) {
                relations.add(view(schema, statement, relations));
            }
        }
        return new MapCatalog(List.of("public", "app"), relations);
    }

    private static Catalog.Relation view(
            ParsedSql schema, ParsedSql.Statement statement, List<Catalog.Relation> earlier) {
        String text = schema.text(statement);
        String query = text.substring(text.indexOf(" AS ") + 4);
        List<String> columns = new ArrayList<>();
        statement
                .node()
                .path("aliases")
                .forEach(it -> columns.add(it.path("String").path("sval").asString()));
        if (columns.isEmpty()) {
            Catalog known = new MapCatalog(List.of("public"), earlier);
            TestParser.SHARED
                    .analyze(query, known)
                    .get(0)
                    .query()
                    .orElseThrow()
                    .outputs()
                    .forEach(it -> columns.add(it.name()));
        }
        JsonNode name = statement.node().path("view");
        return Catalog.Relation.view(
                name.path("schemaname").asString(), name.path("relname").asString(), columns, query);
    }
}
