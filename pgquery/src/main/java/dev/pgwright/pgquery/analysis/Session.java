package dev.pgwright.pgquery.analysis;

import dev.pgwright.pgquery.ParsedSql;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the parts of the analysis of one text share: the catalog, the text's offsets, the lists for the whole statement,
 * and each other.
 */
final class Session {
    final Catalog catalog;
    final Function<String, ParsedSql> parser;
    final List<RelationUse> relations = new ArrayList<>();
    final List<ColumnUse> columns = new ArrayList<>();
    final List<FunctionCall> functions = new ArrayList<>();
    final List<SubLink> subLinks = new ArrayList<>();
    final List<ParameterUse> parameters = new ArrayList<>();
    final List<Problem> problems = new ArrayList<>();
    /** What each ColumnRef (by identity of its fields) was resolved to. */
    final IdentityHashMap<JsonNode, ColumnUse> resolved = new IdentityHashMap<>();

    final Columns names = new Columns(this);
    final Expressions expressions = new Expressions(this);
    final Conditions conditions = new Conditions(this);
    final FromItems fromItems = new FromItems(this);
    final Relations tables = new Relations(this);
    final Queries queries = new Queries(this);
    final Modifications modifications = new Modifications(this);

    /** The views whose definitions are being read, outermost first. */
    final List<RelationName> views;

    private final @Nullable ParsedSql text;
    private int sources;
    private int disjunctions;

    Session(Catalog catalog, Function<String, ParsedSql> parser, @Nullable ParsedSql text, List<RelationName> views) {
        this.catalog = catalog;
        this.parser = parser;
        this.text = text;
        this.views = views;
    }

    /** The char offset of a node; -1 inside a view, whose text is another. */
    int location(JsonNode body) {
        int location = Trees.location(body);
        return text == null || location < 0 ? -1 : text.charOffset(location);
    }

    int nextSource() {
        return ++sources;
    }

    int nextDisjunction() {
        return ++disjunctions;
    }

    void problem(Problem.Kind kind, String name, JsonNode body) {
        problems.add(new Problem(kind, name, location(body)));
    }

    /** The view that is being read, if any. */
    Optional<RelationName> view() {
        return views.isEmpty() ? Optional.empty() : Optional.of(views.get(views.size() - 1));
    }
}
