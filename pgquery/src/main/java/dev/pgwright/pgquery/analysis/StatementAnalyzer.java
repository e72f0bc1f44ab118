package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.ParsedSql;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/** Analyses the statements of a parsed text. Recursive: run it on a stack that is as deep as the text may nest. */
public final class StatementAnalyzer {
    private static final Set<String> QUERIES =
            Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private final Catalog catalog;
    private final Function<String, ParsedSql> parser;

    /** {@code parser} reads the definitions of views. */
    public StatementAnalyzer(Catalog catalog, Function<String, ParsedSql> parser) {
        this.catalog = catalog;
        this.parser = parser;
    }

    /** One analysis per statement. */
    public List<StatementAnalysis> analyze(ParsedSql parsed) {
        List<StatementAnalysis> analyses = new ArrayList<>();
        for (JsonNode raw : parsed.tree().path("stmts")) {
            analyses.add(statement(parsed, raw.path("stmt")));
        }
        return analyses;
    }

    private StatementAnalysis statement(ParsedSql parsed, JsonNode statement) {
        Session session = new Session(catalog, parser, parsed, List.of());
        String kind = Trees.kind(statement);
        Optional<QueryBlock> query;
        if (QUERIES.contains(kind)) {
            query = Optional.of(session.queries.query(statement, null, QueryBlock.Role.STATEMENT));
        } else {
            BlockBuilder block = new BlockBuilder(QueryBlock.Role.STATEMENT, kind);
            new Utilities(session).add(kind, Trees.body(statement), new Scope(null, block, CteScope.NONE, List.of()));
            query = block.parts.size() == 1 && block.columns.isEmpty()
                    ? Optional.of(block.parts.get(0))
                    : Optional.of(block.build())
                            .filter(it -> !it.parts().isEmpty() || !it.sources().isEmpty());
        }
        return result(kind, query, session);
    }

    /** Sorted by place: scopes are not resolved in the order of the text. */
    private static StatementAnalysis result(String kind, Optional<QueryBlock> query, Session session) {
        session.columns.sort(Comparator.comparingInt(ColumnUse::location));
        session.functions.sort(Comparator.comparingInt(FunctionCall::location));
        session.subLinks.sort(Comparator.comparingInt(SubLink::location));
        session.parameters.sort(Comparator.comparingInt(ParameterUse::location));
        return new StatementAnalysis(
                kind,
                query,
                List.copyOf(session.relations),
                List.copyOf(session.columns),
                List.copyOf(session.functions),
                List.copyOf(session.subLinks),
                List.copyOf(session.parameters),
                List.copyOf(session.problems));
    }
}
