package dev.pgwright.proof;

import dev.pgwright.advice.index.ConditionShares;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.Conditions;
import dev.pgwright.sql.SqlText;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Counts on a few pages of the target's table, within the limits for reading; what fails stays unknown. */
public final class SampledShares implements ConditionShares {
    /** Pages read at most, spread over the table. */
    private static final double PAGES = 300;
    /** Rows below which a sample says nothing. */
    private static final double LEAST_ROWS = 100;
    /** Samples that one run takes: candidates are many, conditions few. */
    private static final int MOST_SAMPLES = 60;

    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(1));

    private final Session session;
    private final Snapshot snapshot;
    private final Map<String, OptionalDouble> known = new HashMap<>();

    public SampledShares(Session session, Snapshot snapshot) {
        this.session = session;
        this.snapshot = snapshot;
    }

    @Override
    public OptionalDouble of(TableName table, String condition) {
        String key = table.sql() + " " + condition;
        OptionalDouble share = known.get(key);
        if (share == null) {
            share = known.size() < MOST_SAMPLES ? sample(table, condition) : OptionalDouble.empty();
            known.put(key, share);
        }
        return share;
    }

    private OptionalDouble sample(TableName table, String condition) {
        double pages = snapshot.relation(table.schema(), table.name())
                .filter(relation -> relation.kind() == Relation.Kind.TABLE)
                .map(Relation::pages)
                .orElse(0L);
        if (pages <= 0 || Conditions.callsFunction(condition) || isInStatistics(table, condition)) {
            return OptionalDouble.empty();
        }
        String percent = String.format(Locale.ROOT, "%.6f", Math.min(100, 100 * PAGES / pages));
        String sql = "SELECT count(*) FILTER (WHERE " + condition + "), count(*) FROM " + table.sql()
                + " TABLESAMPLE SYSTEM (" + percent + ") REPEATABLE (1)";
        try {
            return session.read(LIMITS, connection -> count(connection, sql));
        } catch (PgwrightException e) {
            return OptionalDouble.empty();
        }
    }

    /**
     * A column compared with constants: ANALYZE has looked at more rows, from all over the table, where equal values
     * that lie together do not count as one.
     */
    private boolean isInStatistics(TableName table, String condition) {
        Set<String> columns = new HashSet<>();
        try {
            boolean plain = SqlText.parser().parse("SELECT " + condition).statements().stream()
                    .allMatch(statement -> statement
                            .node()
                            .at("/targetList")
                            .valueStream()
                            .allMatch(target -> isPlain(target.at("/ResTarget/val"), columns)));
            return plain
                    && columns.size() == 1
                    && snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                            .anyMatch(known -> known.schema().equals(table.schema())
                                    && known.relation().equals(table.name())
                                    && columns.contains(known.column()));
        } catch (PgQueryException e) {
            return false;
        }
    }

    private static boolean isPlain(JsonNode node, Set<String> columns) {
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            JsonNode value = property.getValue();
            switch (property.getKey()) {
                case "BoolExpr" -> {
                    return value.path("args").valueStream().allMatch(part -> isPlain(part, columns));
                }
                case "NullTest", "BooleanTest" -> {
                    return isColumn(value.path("arg"), columns);
                }
                case "A_Expr" -> {
                    return isColumn(value.path("lexpr"), columns) && isConstant(value.path("rexpr"));
                }
                default -> {
                    return isColumn(node, columns);
                }
            }
        }
        return false;
    }

    private static boolean isColumn(JsonNode node, Set<String> columns) {
        JsonNode plain = node.has("TypeCast") ? node.at("/TypeCast/arg") : node;
        JsonNode fields = plain.at("/ColumnRef/fields");
        columns.add(fields.path(fields.size() - 1).at("/String/sval").asString(""));
        return !fields.isMissingNode();
    }

    private static boolean isConstant(JsonNode node) {
        return !node.toString().contains("\"ColumnRef\"");
    }

    private static OptionalDouble count(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            double all = row.getDouble(2);
            return all < LEAST_ROWS ? OptionalDouble.empty() : OptionalDouble.of(row.getDouble(1) / all);
        }
    }
}
