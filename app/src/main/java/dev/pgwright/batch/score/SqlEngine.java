package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.RelativeTo;
import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The statements of the sql engine. Both sides are put into temporary tables once; then each chunk of users is one
 * statement that scores all items for each of its users and keeps the best.
 */
final class SqlEngine {
    private final ScoreSql sql;

    SqlEngine(ScoreSql sql) {
        this.sql = sql;
    }

    /** A table that a chunk reads. */
    private record Source(String name, String query) {}

    private List<Source> sources(String users) {
        List<Source> all = new ArrayList<>();
        all.add(new Source("score_items", sql.placedItems()));
        all.add(new Source("score_users", users));
        List<Component> parts = sql.pairParts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Component.Matrix matrix) {
                all.add(new Source("score_matrix" + i, sql.matrix(matrix)));
            } else if (parts.get(i) instanceof Component.Overlap overlap) {
                all.add(new Source("score_elements" + i, elements(overlap, i, "score_items", true)));
                all.add(new Source("score_total" + i, elements(overlap, i, "score_users", false)));
            }
        }
        return all;
    }

    /**
     * One query for one user, over the tables as they are: item, rank, score.
     *
     * @param user SQL expression of the id
     */
    String oneUser(String user) {
        String users = "SELECT 1::bigint AS place, o.* FROM (" + sql.userWhere(user) + ") AS o";
        String with = sources(users).stream()
                .map(source -> source.name() + " AS MATERIALIZED (" + source.query() + ")")
                .collect(Collectors.joining(",\n  ", "WITH ", "\n"));
        return with + "SELECT b.id, b.rank, b.total * " + unit() + " FROM score_users AS u" + userJoins()
                + " CROSS JOIN LATERAL (" + best() + ") AS b ORDER BY b.rank";
    }

    /** Makes the temporary tables. */
    List<String> preparation() {
        List<String> statements = new ArrayList<>();
        sources(sql.placedUsers())
                .forEach(source -> statements.add("CREATE TEMP TABLE " + source.name() + " AS " + source.query()));
        statements.add("CREATE UNIQUE INDEX ON score_users (place)");
        List<Component> parts = sql.pairParts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Component.Matrix) {
                statements.add("CREATE UNIQUE INDEX ON score_matrix" + i + " (r, c)");
                statements.add("ANALYZE score_matrix" + i);
            } else if (parts.get(i) instanceof Component.Overlap) {
                statements.add("CREATE INDEX ON score_elements" + i + " (e)");
                statements.add("ANALYZE score_elements" + i);
                statements.add("CREATE UNIQUE INDEX ON score_total" + i + " (place)");
                statements.add("ANALYZE score_total" + i);
            }
        }
        statements.add("ANALYZE score_items");
        statements.add("ANALYZE score_users");
        return statements;
    }

    /** The elements of each row of a side, one by one with the row's total, or that total alone. */
    private static String elements(Component.Overlap overlap, int part, String side, boolean each) {
        Component.Weights weights = overlap.weights();
        String weighing = weights == null ? "" : " JOIN (" + ScoreSql.weights(weights) + ") AS w ON w.e = d.e";
        String value = weights == null ? "1::bigint" : "w.v";
        String from = " FROM " + side + " AS s CROSS JOIN LATERAL (SELECT DISTINCT e FROM unnest(s.p" + part
                + ") AS e WHERE e IS NOT NULL) AS d" + weighing;
        return each
                ? "SELECT s.place, d.e, " + value + " AS v, sum(" + value
                        + ") OVER (PARTITION BY s.place)::bigint AS total" + from
                : "SELECT s.place, sum(" + value + ")::bigint AS total" + from + " GROUP BY s.place";
    }

    /** Scores the users from one place to another, both included, into a table. */
    String chunk(String table, int generation, long from, long to) {
        return "INSERT INTO " + table + " SELECT " + generation + ", u.id, b.id, b.rank, b.total * " + unit()
                + " FROM score_users AS u" + userJoins() + " CROSS JOIN LATERAL (" + best()
                + ") AS b WHERE u.place BETWEEN " + from + " AND " + to;
    }

    private String best() {
        return "SELECT t.id, t.total, row_number() OVER (ORDER BY t.total DESC, t.place)::integer AS rank FROM ("
                + scored() + " ORDER BY total DESC, i.place LIMIT " + sql.spec().top() + ") AS t";
    }

    /** What one is worth after the point, as a numeric. */
    private String unit() {
        int digits = sql.scaled().scoreDigits();
        return digits == 0 ? "1::numeric" : "0." + "0".repeat(digits - 1) + "1";
    }

    private String userJoins() {
        StringBuilder joins = new StringBuilder();
        List<Component> parts = sql.pairParts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i) instanceof Component.Overlap) {
                joins.append(" LEFT JOIN score_total").append(i).append(" AS u").append(i);
                joins.append(" ON u").append(i).append(".place = u.place");
            }
        }
        return joins.toString();
    }

    private String scored() {
        StringBuilder sum = new StringBuilder("u.fixed + i.fixed");
        StringBuilder joins = new StringBuilder();
        List<Component> parts = sql.pairParts();
        for (int i = 0; i < parts.size(); i++) {
            sum.append(" + ").append(part(parts.get(i), i, joins));
        }
        return "SELECT i.id, i.place, " + sum + " AS total FROM score_items AS i" + joins;
    }

    private String part(Component part, int i, StringBuilder joins) {
        Scaled scaled = sql.scaled();
        String weight = Curve.literal(scaled.weight(part.weight()));
        if (part instanceof Component.Matrix matrix) {
            joins.append(" LEFT JOIN score_matrix")
                    .append(i)
                    .append(" AS m")
                    .append(i)
                    .append(" ON m")
                    .append(i);
            joins.append(".r = u.p")
                    .append(i)
                    .append(" AND m")
                    .append(i)
                    .append(".c = i.p")
                    .append(i);
            return "coalesce(m" + i + ".v, " + Curve.literal(scaled.weighted(matrix.weight(), matrix.missing())) + ")";
        }
        if (part instanceof Component.Overlap overlap) {
            return overlap(overlap, i, joins, weight);
        }
        Component.Piecewise piecewise = (Component.Piecewise) part;
        ColumnOf of = piecewise.of();
        String difference = of.side() == Side.ITEM ? "(i.p" + i + " - u.p" + i + ")" : "(u.p" + i + " - i.p" + i + ")";
        String curve = Curve.of(piecewise.curve(), piecewise.shape(), scaled, scaled.decimals())
                .sql(difference);
        return weight + " * coalesce(" + curve + ", " + Curve.literal(scaled.points(piecewise.missing())) + ")";
    }

    private String overlap(Component.Overlap overlap, int i, StringBuilder joins, String weight) {
        Scaled scaled = sql.scaled();
        joins.append(" LEFT JOIN (SELECT e.place, sum(e.v)::bigint AS v, min(e.total) AS total FROM score_elements");
        joins.append(i)
                .append(" AS e WHERE e.e = ANY (u.p")
                .append(i)
                .append(") GROUP BY e.place) AS o")
                .append(i);
        joins.append(" ON o").append(i).append(".place = i.place");
        String shared = Curve.literal(scaled.points(overlap.full())) + " * o" + i + ".v";
        String share = overlap.relativeTo() == RelativeTo.NONE
                ? shared
                : shared + " / " + (overlap.relativeTo() == RelativeTo.USER ? "u" + i : "o" + i) + ".total";
        return "CASE WHEN u" + i + ".total IS NULL THEN " + weight + " * "
                + Curve.literal(scaled.points(overlap.missing())) + " ELSE coalesce(" + weight + " * (" + share
                + "), 0) END";
    }

    /** How many users there are. */
    String users() {
        return "SELECT count(*) FROM score_users";
    }

    String items() {
        return "SELECT count(*) FROM score_items";
    }

    /** Text of a statement that stands for all chunks, for the plan. */
    String example(String view) {
        return chunk(Identifiers.qualified(view.split("\\.")), 1, 1, 100);
    }
}
