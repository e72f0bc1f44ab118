package dev.pgwright.pgquery;

import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.pgquery.analysis.StatementAnalyzer;
import dev.pgwright.pgquery.engine.Rejection;
import dev.pgwright.pgquery.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;

/**
 * PostgreSQL's own parser on the JVM.
 *
 * <p>Safe for use by many threads; calls run on a few worker threads of its own, each with its parser instances, so a
 * broken or hostile statement costs at most its {@link Limits}. Every method throws a {@link SqlSyntaxException} for text
 * that is no SQL and a {@link LimitExceededException} when the limits are exceeded.
 */
public final class PgQuery implements AutoCloseable {
    private static final int CACHE_ENTRIES = 2048;
    private static final int CACHE_CHARS = 4 << 20;

    private final Limits limits;
    private final Workers workers;
    private final TextCache<ParsedSql> cache = new TextCache<>(CACHE_ENTRIES, CACHE_CHARS);

    private PgQuery(Limits limits, int threads) {
        this.limits = limits;
        this.workers = new Workers(limits, threads, Json::load);
    }

    /** With {@link Limits#DEFAULT} and a worker per processor, four at most. */
    public static PgQuery open() {
        return open(Limits.DEFAULT, Math.min(4, Runtime.getRuntime().availableProcessors()));
    }

    /** With up to {@code threads} workers; they start when needed and take 36 MiB of heap for each grammar that they use. */
    public static PgQuery open(Limits limits, int threads) {
        return new PgQuery(limits, threads);
    }

    /** The tree of a text of any number of statements: by PostgreSQL 17's grammar, or by 18's when 17's refuses it. */
    public ParsedSql parse(String sql) {
        ParsedSql known = cache.get(sql);
        if (known != null) {
            return known;
        }
        SqlText text = SqlText.of(sql, limits.textBytes());
        ParsedSql parsed = run(text, engines -> parseByEither(engines, text));
        cache.put(sql, parsed);
        return parsed;
    }

    private ParsedSql parseByEither(Workers.Engines engines, SqlText text) throws Rejection {
        try {
            return parse(engines, text, Grammar.POSTGRES_17);
        } catch (Rejection older) {
            return parse(engines, text, Grammar.POSTGRES_18);
        }
    }

    /** The tree by one grammar. */
    public ParsedSql parse(String sql, Grammar grammar) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        return run(text, engines -> parse(engines, text, grammar));
    }

    private ParsedSql parse(Workers.Engines engines, SqlText text, Grammar grammar) throws Rejection {
        byte[] json = engines.get(grammar).parse(text.utf8(), limits.treeBytes());
        return new ParsedSql(text, grammar, Json.MAPPER.readTree(json));
    }

    /** Statements of a script, each parsed by itself, so that an error in one leaves the others alone. */
    public List<ScriptStatement> parseScript(String script) {
        List<ScriptStatement> statements = new ArrayList<>();
        for (ScriptPart part : Script.split(script)) {
            if (part.kind() == ScriptPart.Kind.STATEMENT) {
                statements.add(parsePart(part, part.text(script)));
            }
        }
        return statements;
    }

    private ScriptStatement parsePart(ScriptPart part, String text) {
        try {
            return new ScriptStatement(part, text, Optional.of(parse(text)), Optional.empty());
        } catch (SqlSyntaxException | LimitExceededException e) {
            return new ScriptStatement(part, text, Optional.empty(), Optional.of(e));
        }
    }

    /**
     * What the statements of a text read and write, with names resolved against the catalog.
     *
     * <p>The catalog is called on a worker's thread and must not call back into this object.
     */
    public List<StatementAnalysis> analyze(String sql, Catalog catalog) {
        ParsedSql parsed = parse(sql);
        return run(parsed.source(), engines -> {
            // View definitions are read by the same worker: waiting for another one could wait for ever.
            StatementAnalyzer analyzer = new StatementAnalyzer(catalog, definition -> parseInside(engines, definition));
            return analyzer.analyze(parsed);
        });
    }

    private ParsedSql parseInside(Workers.Engines engines, String sql) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        try {
            return parseByEither(engines, text);
        } catch (Rejection e) {
            throw new SqlSyntaxException(e.getMessage() == null ? "syntax error" : e.getMessage(), offset(text, e));
        }
    }

    /**
     * A hash of the shape of a text, as sixteen hexadecimal digits: the same for texts that differ in constants,
     * parameters, letter case, blanks, comments and the length of IN lists only.
     */
    public String fingerprint(String sql) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        return run(text, engines -> {
            Optional<String> older = engines.get(Grammar.POSTGRES_17).fingerprint(text.utf8());
            if (older.isPresent()) {
                return older.get();
            }
            Grammar grammar = accepting(engines, text);
            return engines.get(grammar)
                    .fingerprint(text.utf8())
                    .orElseThrow(() -> new IllegalStateException("no fingerprint for accepted SQL"));
        });
    }

    /** The text with {@code $1}, {@code $2}, ... for its constants, as pg_stat_statements shows it; layout stays. */
    public String normalize(String sql) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        return run(text, engines -> engines.get(accepting(engines, text)).normalize(text.utf8()));
    }

    private static Grammar accepting(Workers.Engines engines, SqlText text) throws Rejection {
        try {
            engines.get(Grammar.POSTGRES_17).check(text.utf8());
            return Grammar.POSTGRES_17;
        } catch (Rejection older) {
            engines.get(Grammar.POSTGRES_18).check(text.utf8());
            return Grammar.POSTGRES_18;
        }
    }

    /** The tokens of a text, comments included; the text need not be a statement, only made of tokens. */
    public List<Token> scan(String sql) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        return run(text, engines -> {
            JsonNode tokens =
                    Json.MAPPER.readTree(engines.get(Grammar.POSTGRES_18).scan(text.utf8()));
            List<Token> result = new ArrayList<>();
            for (JsonNode token : tokens.path("tokens")) {
                result.add(token(text, token));
            }
            return List.copyOf(result);
        });
    }

    private static Token token(SqlText text, JsonNode json) {
        int start = text.charOffset(json.path("start").asInt(0));
        int end = text.charOffset(json.path("end").asInt(0));
        String keyword = json.path("keywordName").asString(Token.NO_KEYWORD);
        String name = keyword.equals(Token.NO_KEYWORD)
                ? json.path("tokenName").asString("").replace("UNKNOWN", Token.OPERATOR)
                : text.text().substring(start, end).toUpperCase(Locale.ROOT);
        return new Token(name, keyword, start, end);
    }

    /**
     * The PL/pgSQL of a CREATE FUNCTION, CREATE PROCEDURE or DO statement: an array of functions in libpg_query's JSON
     * form. Types are not resolved; lines count from the body's start.
     */
    public JsonNode parsePlPgSql(String sql) {
        SqlText text = SqlText.of(sql, limits.textBytes());
        return run(text, engines -> {
            String json;
            try {
                json = engines.get(Grammar.POSTGRES_17).parsePlPgSql(text.utf8());
            } catch (Rejection older) {
                json = engines.get(Grammar.POSTGRES_18).parsePlPgSql(text.utf8());
            }
            return Json.MAPPER.readTree(json).path("plpgsql_funcs");
        });
    }

    /**
     * SQL text of a parsed text, without comments and in the deparser's own layout. It is read again before it is given
     * out, so it has the same tree.
     *
     * @throws UnsupportedSqlException when it needs PostgreSQL 18, or the deparser cannot write it
     */
    public String deparse(ParsedSql parsed) {
        return deparse(parsed.tree());
    }

    /**
     * SQL text of a (changed) tree with the root of {@link ParsedSql#tree()}.
     *
     * @throws UnsupportedSqlException when the deparser cannot write it, or what it writes lacks part of the tree
     */
    public String deparse(JsonNode tree) {
        return write(deparser -> deparser.statements(tree));
    }

    /** SQL text of an expression: a node as it stands in a tree, for example {@code {"FuncCall": ...}}. */
    public String deparseExpression(JsonNode expression) {
        return write(deparser -> deparser.expression(expression));
    }

    private String write(Function<Deparser, String> writing) {
        try {
            return workers.run(engines -> writing.apply(new Deparser(
                    engines,
                    sql -> Json.MAPPER.readTree(engines.get(Grammar.POSTGRES_17).parse(sql, limits.treeBytes())))));
        } catch (Rejection e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Where an expression of a parsed text stands, brackets and casts included, comments around it not; the node as it
     * stands in the tree, for example {@code {"FuncCall": ...}}. Empty when it is no expression of that text.
     */
    public Optional<TextRange> locate(ParsedSql parsed, JsonNode expression) {
        return new ExpressionLocator(this, parsed).locate(expression);
    }

    /**
     * A statement of pg_stat_statements as the server can parse it, for EXPLAIN (GENERIC_PLAN): {@code interval $1} and
     * its kin become casts. Everything else stays as it is, comments included.
     */
    public String plannable(String sql) {
        return Plannable.rewrite(this, parse(sql));
    }

    private <T> T run(SqlText text, Workers.Work<T> work) {
        try {
            return workers.run(work);
        } catch (Rejection e) {
            throw new SqlSyntaxException(e.getMessage() == null ? "syntax error" : e.getMessage(), offset(text, e));
        }
    }

    /** The parser counts characters, from 1; Java counts an astral character as two. */
    private static int offset(SqlText text, Rejection rejection) {
        if (rejection.cursor() <= 0) {
            return -1;
        }
        int points = Math.min(
                rejection.cursor() - 1,
                text.text().codePointCount(0, text.text().length()));
        return text.text().offsetByCodePoints(0, points);
    }

    /** Ends the workers. */
    @Override
    public void close() {
        workers.close();
    }
}
