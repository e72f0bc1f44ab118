package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.analysis.Catalog;
import dev.pgwright.pgquery.analysis.FunctionCall;
import dev.pgwright.pgquery.analysis.RelationUse;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.LeftOut.Reason;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tells statements that can be planned and tuned from those that cannot. */
final class Classifier {
    /** The application_name of pgwright's own sessions. */
    static final String APPLICATION = "pgwright";

    /** What pgwright's own statements begin with. */
    private static final String OWN = "/* pgwright:";

    /** What pg_stat_statements shows of other roles' statements without pg_read_all_stats. */
    private static final String HIDDEN = "<insufficient privilege>";

    private static final Set<String> QUERIES =
            Set.of("SelectStmt", "InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");
    private static final Set<String> SYSTEM = Set.of("pg_catalog", "information_schema", "pg_toast");

    private final Snapshot snapshot;
    private final Set<String> functions;

    Classifier(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.functions = snapshot.rows(Facts.FUNCTION).stream()
                .filter(function -> function.extension() == null)
                .map(Function::name)
                .collect(Collectors.toSet());
    }

    /** What became of a text. */
    sealed interface Verdict {}

    /** It can be worked with. */
    record Accepted(ParsedSql parsed, StatementAnalysis analysis) implements Verdict {}

    /** It cannot. */
    record Refused(Reason reason, String what) implements Verdict {}

    private static Refused refused(Reason reason) {
        return new Refused(reason, "");
    }

    /**
     * Looks at a text whose names a catalog resolves.
     *
     * @param topLevel false for a statement inside a function, which may name the function's variables
     */
    Verdict look(@Nullable String text, Catalog catalog, boolean topLevel) {
        if (text == null || text.equals(HIDDEN)) {
            return refused(Reason.HIDDEN);
        }
        if (text.startsWith(OWN)) {
            return refused(Reason.OWN);
        }
        PgQuery parser = SqlText.parser();
        try {
            List<ParsedSql.Statement> written = parser.parse(text).statements();
            if (written.size() != 1) {
                return refused(written.isEmpty() ? Reason.UTILITY : Reason.SEVERAL);
            }
            ParsedSql.Statement statement = written.get(0);
            if (!QUERIES.contains(statement.kind()) || statement.node().has("intoClause")) {
                return refused(statement.kind().equals("TransactionStmt") ? Reason.TRANSACTION : Reason.UTILITY);
            }
            ParsedSql parsed = parser.parse(parser.plannable(text));
            StatementAnalysis analysis = parser.analyze(parsed.sql(), catalog).get(0);
            if (!topLevel && Variables.mayBeIn(analysis)) {
                parsed = parser.parse(Variables.asParameters(parsed, analysis));
                analysis = parser.analyze(parsed.sql(), catalog).get(0);
            }
            return accepted(parsed, analysis);
        } catch (PgQueryException e) {
            return refused(Reason.UNREADABLE);
        }
    }

    private Verdict accepted(ParsedSql parsed, StatementAnalysis analysis) {
        List<RelationUse> named = analysis.relations().stream()
                .filter(use -> use.throughView().isEmpty())
                .toList();
        if (named.isEmpty()) {
            return callsFunctions(analysis) ? new Accepted(parsed, analysis) : refused(Reason.NO_TABLE);
        }
        if (named.stream().allMatch(this::isSystem)) {
            return refused(Reason.SYSTEM);
        }
        return named.stream()
                .filter(use -> !use.known() && !isSystem(use))
                .findFirst()
                .<Verdict>map(gone -> new Refused(Reason.GONE, gone.relation().toString()))
                .orElseGet(() -> new Accepted(parsed, analysis));
    }

    /** Whether a statement calls functions of the user's, which may hold statements of their own. */
    boolean callsFunctions(StatementAnalysis analysis) {
        return analysis.functions().stream().anyMatch(this::isUsers);
    }

    private boolean isUsers(FunctionCall call) {
        return functions.contains(call.name()) && !call.schema().equals("pg_catalog");
    }

    private boolean isSystem(RelationUse use) {
        String schema = use.relation().schema();
        if (!use.known()) {
            return SYSTEM.contains(schema)
                    || (schema.isEmpty() && use.relation().name().startsWith("pg_"));
        }
        return snapshot.relation(schema, use.relation().name())
                .map(relation -> relation.extension() != null)
                .orElse(false);
    }
}
