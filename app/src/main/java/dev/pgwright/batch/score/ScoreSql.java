package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.batch.score.ScoreSpec.Condition;
import dev.pgwright.batch.score.ScoreSpec.Order;
import dev.pgwright.batch.score.ScoreSpec.Source;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;

/**
 * The queries of a description. Rounding and scaling happen here, on the server, for every engine: what comes out are
 * whole numbers and keys. An item or user is a row with id, fixed (the weighted points that depend on this side alone)
 * and one column for each part that depends on both sides.
 */
final class ScoreSql {
    private final ScoreSpec spec;
    private final ColumnTypes types;
    private final Scaled scaled;
    private final String asOf;

    /**
     * Queries.
     *
     * @param asOf literal of the moment that ages are counted to
     */
    ScoreSql(ScoreSpec spec, ColumnTypes types, String asOf) {
        this.spec = spec;
        this.types = types;
        this.scaled = Scaled.of(spec);
        this.asOf = asOf;
    }

    ScoreSpec spec() {
        return spec;
    }

    Scaled scaled() {
        return scaled;
    }

    /** The parts that depend on both sides, in the order of their columns. */
    List<Component> pairParts() {
        return pairParts(spec);
    }

    static List<Component> pairParts(ScoreSpec spec) {
        return spec.components().stream().filter(ScoreSql::isOfPair).toList();
    }

    private static boolean isOfPair(Component component) {
        if (component instanceof Component.Piecewise piecewise) {
            ColumnOf minus = piecewise.minus();
            return minus != null && minus.side() != piecewise.of().side();
        }
        return component instanceof Component.Matrix || component instanceof Component.Overlap;
    }

    /** All items, those that come first among equal scores first. */
    String items() {
        return query(Side.ITEM, "") + " ORDER BY " + order(spec.items());
    }

    /** All users in the order of their ids. */
    String users() {
        return query(Side.USER, "") + " ORDER BY " + order(spec.users());
    }

    /** One user; no row when there is none that is scored. */
    String oneUser(String id) {
        return userWhere(Identifiers.literal(id));
    }

    /** The same for an SQL expression. */
    String userWhere(String id) {
        return query(Side.USER, "") + (spec.users().where().isEmpty() ? " WHERE " : " AND ") + "s."
                + Identifiers.quote(spec.users().id()) + " = " + id;
    }

    /** Items with their place in the order, from 1, for engines that cannot count on the order of rows. */
    String placedItems() {
        return query(Side.ITEM, "row_number() OVER (ORDER BY " + order(spec.items()) + ") AS place, ");
    }

    /** Users with their place. */
    String placedUsers() {
        return query(Side.USER, "row_number() OVER (ORDER BY " + order(spec.users()) + ") AS place, ");
    }

    private static String order(Source source) {
        StringBuilder sql = new StringBuilder();
        for (Order order : source.order()) {
            sql.append("s.").append(Identifiers.quote(order.column()));
            sql.append(order.descending() ? " DESC" : "").append(" NULLS LAST, ");
        }
        return sql.append("s.").append(Identifiers.quote(source.id())).toString();
    }

    /** The rows of a side without anything computed, for checks. */
    String rows(Side side, String select) {
        Source source = source(side);
        return "SELECT " + select + " FROM " + relation(source.from()) + " AS s" + where(source);
    }

    Source source(Side side) {
        return side == Side.ITEM ? spec.items() : spec.users();
    }

    static String relation(String name) {
        return Identifiers.qualified(name.split("\\."));
    }

    private String query(Side side, String before) {
        Source source = source(side);
        StringBuilder joins = new StringBuilder();
        String fixed = fixed(side, joins);
        StringBuilder columns = new StringBuilder();
        List<Component> parts = pairParts();
        for (int i = 0; i < parts.size(); i++) {
            columns.append(", ")
                    .append(pairColumn(parts.get(i), side))
                    .append(" AS p")
                    .append(i);
        }
        return "SELECT " + before + "s." + Identifiers.quote(source.id()) + " AS id, (" + fixed + ")::bigint AS fixed"
                + columns + " FROM " + relation(source.from()) + " AS s" + joins + where(source);
    }

    /** The sum of what depends on one side alone; what depends on neither counts with the users. */
    private String fixed(Side side, StringBuilder joins) {
        List<String> terms = new ArrayList<>();
        for (Component component : spec.components()) {
            String weight = Curve.literal(scaled.weight(component.weight()));
            String missing;
            String value;
            if (component instanceof Component.Constant constant && side == Side.USER) {
                value = Curve.literal(scaled.points(constant.points()));
                missing = value;
            } else if (component instanceof Component.Value part && part.of().side() == side) {
                value = number(part.of());
                missing = Curve.literal(scaled.points(part.missing()));
            } else if (component instanceof Component.Lookup part && part.of().side() == side) {
                value = lookup(part, "l" + terms.size(), joins);
                missing = Curve.literal(scaled.points(part.missing()));
            } else if (component instanceof Component.Piecewise part
                    && !isOfPair(part)
                    && part.of().side() == side) {
                value = Curve.of(part.curve(), part.shape(), scaled, scaled.decimals())
                        .sql(difference(part));
                missing = Curve.literal(scaled.points(part.missing()));
            } else if (component instanceof Component.Freshness part
                    && part.of().side() == side) {
                value = Curve.of(part.curve(), part.shape(), scaled, 0).sql(age(part));
                missing = Curve.literal(scaled.points(part.missing()));
            } else {
                continue;
            }
            terms.add(weight + " * coalesce(" + value + ", " + missing + ")");
        }
        return terms.isEmpty() ? "0" : String.join(" + ", terms);
    }

    private String lookup(Component.Lookup part, String alias, StringBuilder joins) {
        joins.append(" LEFT JOIN ")
                .append(relation(part.table()))
                .append(" AS ")
                .append(alias);
        joins.append(" ON ")
                .append(alias)
                .append(".")
                .append(Identifiers.quote(part.key()))
                .append(" = s.");
        joins.append(Identifiers.quote(part.of().column()));
        return number(alias, part.table(), part.value());
    }

    private String difference(Component.Piecewise part) {
        ColumnOf minus = part.minus();
        return minus == null ? number(part.of()) : "(" + number(part.of()) + " - " + number(minus) + ")";
    }

    private String age(Component.Freshness part) {
        String column = "s." + Identifiers.quote(part.of().column());
        return "floor(extract(epoch FROM (" + asOf + "::timestamptz - " + column + "::timestamptz)) / "
                + part.unit().seconds() + ")::bigint";
    }

    private String number(ColumnOf column) {
        return number("s", source(column.side()).from(), column.column());
    }

    /** A number times 10^decimals, rounded half away from zero, as a bigint. */
    String number(String alias, String relation, String column) {
        String name = alias + "." + Identifiers.quote(column);
        String power = "1" + "0".repeat(scaled.decimals());
        return types.isInteger(relation, column)
                ? "(" + name + "::bigint * " + power + ")"
                : "(round(" + name + "::numeric, " + scaled.decimals() + ") * " + power + ")::bigint";
    }

    private String pairColumn(Component part, Side side) {
        if (part instanceof Component.Matrix matrix) {
            return "s." + Identifiers.quote(side == Side.ITEM ? matrix.item() : matrix.user()) + "::text";
        }
        if (part instanceof Component.Overlap overlap) {
            return "s." + Identifiers.quote(side == Side.ITEM ? overlap.item() : overlap.user()) + "::text[]";
        }
        Component.Piecewise piecewise = (Component.Piecewise) part;
        ColumnOf minus = piecewise.minus();
        return number(piecewise.of().side() == side || minus == null ? piecewise.of() : minus);
    }

    /** The rows of a matrix: both keys as text, and the weighted points. */
    String matrix(Component.Matrix part) {
        return "SELECT m." + Identifiers.quote(part.row()) + "::text AS r, m." + Identifiers.quote(part.column())
                + "::text AS c, " + Curve.literal(scaled.weight(part.weight())) + " * "
                + number("m", part.table(), part.value()) + " AS v FROM " + relation(part.table()) + " AS m WHERE m."
                + Identifiers.quote(part.row()) + " IS NOT NULL AND m." + Identifiers.quote(part.column())
                + " IS NOT NULL AND m." + Identifiers.quote(part.value()) + " IS NOT NULL";
    }

    /** The elements that weigh something: as text, with their weight. */
    static String weights(Component.Weights weights) {
        String value = "w." + Identifiers.quote(weights.value());
        return "SELECT w." + Identifiers.quote(weights.key()) + "::text AS e, " + value + "::bigint AS v FROM "
                + relation(weights.table()) + " AS w WHERE w." + Identifiers.quote(weights.key()) + " IS NOT NULL AND "
                + value + " > 0";
    }

    private static String where(Source source) {
        List<String> conditions = new ArrayList<>();
        for (Condition condition : source.where()) {
            String column = "s." + Identifiers.quote(condition.column());
            if (condition.in() != null) {
                List<String> literals =
                        condition.in().stream().map(Identifiers::literal).toList();
                conditions.add(column + " IN (" + String.join(", ", literals) + ")");
            }
            if (condition.min() != null) {
                conditions.add(column + " >= " + Identifiers.literal(condition.min()));
            }
            if (condition.max() != null) {
                conditions.add(column + " <= " + Identifiers.literal(condition.max()));
            }
            if (condition.present() != null) {
                conditions.add(column + (condition.present() ? " IS NOT NULL" : " IS NULL"));
            }
        }
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }
}
