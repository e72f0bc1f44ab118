package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import dev.pgwright.sql.FunctionCatalog;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.LeftOut.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The statements of a workload that may be run on the database itself to be timed, although nobody wrote them down for
 * that purpose: they only read, call nothing that may do more, and are not known to be heavy.
 */
public final class Measurable {
    /** So many of the costliest are run. */
    public static final int MOST = 50;

    /** A statement that takes longer on average is not run. */
    public static final Duration LONGEST_MEAN = Duration.ofSeconds(5);

    /** No run takes longer: a rare value may be worse than the average. */
    public static final Duration LONGEST_RUN = Duration.ofSeconds(10);

    private static final Set<String> WRITING =
            Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt", "LockingClause", "intoClause");

    private final Snapshot snapshot;
    private final Roles roles;
    private final FunctionCatalog functions;
    private final Map<Long, String> views = new HashMap<>();

    private Measurable(Snapshot snapshot) {
        this.snapshot = snapshot;
        this.roles = new Roles(snapshot);
        this.functions = new FunctionCatalog(snapshot);
        for (ViewDefinition view : snapshot.rows(Facts.VIEW_DEFINITION)) {
            if (view.query() != null) {
                views.put(view.relationOid(), view.query());
            }
        }
    }

    /** The same workload with the others among what was left out. */
    public static Workload of(Workload all, Snapshot snapshot) {
        return new Measurable(snapshot).choose(all);
    }

    private Workload choose(Workload all) {
        List<WorkloadStatement> chosen = new ArrayList<>();
        List<LeftOut.One> others = new ArrayList<>();
        List<WorkloadStatement> costliestFirst = all.statements().stream()
                .sorted(Comparator.comparingDouble(WorkloadStatement::millis).reversed())
                .toList();
        for (WorkloadStatement statement : costliestFirst) {
            Reason reason = chosen.size() < MOST ? obstacle(statement) : Reason.CHEAPER;
            if (reason == null) {
                chosen.add(statement);
            } else {
                double millis = statement.origin().topLevel() ? statement.millis() : 0;
                others.add(new LeftOut.One(reason, "", statement.calls(), millis));
            }
        }
        List<LeftOut> leftOut = new ArrayList<>(all.leftOut());
        leftOut.addAll(LeftOut.sum(others, all.totalMillis()));
        leftOut.sort(Comparator.comparingDouble(LeftOut::millis).reversed());
        return new Workload(all.source(), chosen, leftOut, all.totalMillis(), all.notes());
    }

    private @Nullable Reason obstacle(WorkloadStatement statement) {
        if (!statement.origin().topLevel()) {
            return Reason.INSIDE;
        }
        if (statement.isGeneric()) {
            return Reason.NO_VALUES;
        }
        if (statement.millis() > statement.calls() * LONGEST_MEAN.toMillis()) {
            return Reason.HEAVY;
        }
        ParsedSql parsed = SqlText.parser().parse(statement.sql());
        if (!parsed.statements().get(0).kind().equals("SelectStmt") || writes(parsed.tree())) {
            return Reason.WRITES;
        }
        StatementAnalysis analysis = analyze(statement.sql(), statement);
        if (callsVolatile(analysis) || !viewsAreHarmless(analysis, statement)) {
            return Reason.WRITES;
        }
        return asksWhoIsSignedIn(statement, analysis) ? Reason.SIGNED_IN : null;
    }

    private StatementAnalysis analyze(String sql, WorkloadStatement statement) {
        return SqlText.parser().analyze(sql, roles.catalog(statement.role())).get(0);
    }

    private static boolean writes(JsonNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            if (WRITING.contains(field.getKey())) {
                return true;
            }
        }
        return node.valueStream().anyMatch(child -> child.isContainer() && writes(child));
    }

    private boolean callsVolatile(StatementAnalysis analysis) {
        return analysis.functions().stream()
                .anyMatch(call -> functions.volatility(call.schema(), call.name()) == Function.Volatility.VOLATILE);
    }

    /** Every relation is a table of this server, or a view whose query is known and calls nothing volatile. */
    private boolean viewsAreHarmless(StatementAnalysis analysis, WorkloadStatement statement) {
        return analysis.relations().stream()
                .allMatch(use -> snapshot.relation(
                                use.relation().schema(), use.relation().name())
                        .map(relation -> isHarmless(relation, statement))
                        .orElse(true)); // PostgreSQL's own
    }

    private boolean isHarmless(Relation relation, WorkloadStatement statement) {
        return switch (relation.kind()) {
            case TABLE, PARTITIONED_TABLE, MATERIALIZED_VIEW, SEQUENCE -> true;
            case FOREIGN_TABLE -> false; // the load would be another server's
            case VIEW -> {
                String query = views.get(relation.oid());
                yield query != null && !callsVolatile(analyze(query, statement));
            }
        };
    }

    /** Without the claims that the application sets, other rows are read, or none. */
    private boolean asksWhoIsSignedIn(WorkloadStatement statement, StatementAnalysis analysis) {
        return statement.claims() == null
                && roles.isSubjectToPolicies(
                        statement.role() == null ? snapshot.server().role() : statement.role(), analysis)
                && analysis.relations().stream()
                        .flatMap(use -> snapshot
                                .relation(
                                        use.relation().schema(), use.relation().name())
                                .stream())
                        .flatMap(relation -> snapshot.policiesOf(relation.oid()).stream())
                        .anyMatch(Measurable::dependsOnSession);
    }

    private static boolean dependsOnSession(Policy policy) {
        String using = policy.usingExpression();
        return using == null || !policy.functions().isEmpty() || using.contains("current_setting(");
    }
}
