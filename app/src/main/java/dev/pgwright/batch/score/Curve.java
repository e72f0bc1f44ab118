package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.Shape;
import java.util.List;

/**
 * A piecewise function on whole numbers: before its first row the first points hold, after its last row the last ones.
 * Between two rows a linear one divides whole numbers, which truncates towards zero in Java and in PostgreSQL alike.
 */
final class Curve {
    private final long[] at;
    private final long[] points;
    private final boolean linear;

    private Curve(long[] at, long[] points, boolean linear) {
        this.at = at;
        this.points = points;
        this.linear = linear;
    }

    /**
     * The function with its numbers scaled.
     *
     * @param scaleOfNumbers what the numbers of the rows are multiplied with, as 10^this
     */
    static Curve of(List<ScoreSpec.Point> rows, Shape shape, Scaled scaled, int scaleOfNumbers) {
        long[] at = new long[rows.size()];
        long[] points = new long[rows.size()];
        Scaled numbers = new Scaled(scaleOfNumbers, 0);
        for (int i = 0; i < at.length; i++) {
            at[i] = numbers.points(rows.get(i).at());
            points[i] = scaled.points(rows.get(i).points());
            if (i > 0 && shape == Shape.LINEAR) {
                // what the interpolation multiplies stays within 64 bits, by the bounds of the piece
                Scaled.multiply(Scaled.add(at[i], -at[i - 1]), Scaled.add(points[i], -points[i - 1]));
            }
        }
        return new Curve(at, points, shape == Shape.LINEAR);
    }

    long valueAt(long x) {
        if (x <= at[0]) {
            return points[0];
        }
        int last = at.length - 1;
        for (int i = 1; i <= last; i++) {
            if (x < at[i]) {
                long rise = points[i] - points[i - 1];
                return linear ? points[i - 1] + (x - at[i - 1]) * rise / (at[i] - at[i - 1]) : points[i - 1];
            }
        }
        return points[last];
    }

    /** The same as an SQL expression over a bigint expression; NULL in, NULL out. */
    String sql(String x) {
        StringBuilder sql = new StringBuilder("CASE WHEN " + x + " IS NULL THEN NULL");
        sql.append(" WHEN ").append(x).append(" <= ").append(literal(at[0]));
        sql.append(" THEN ").append(literal(points[0]));
        for (int i = 1; i < at.length; i++) {
            sql.append(" WHEN ").append(x).append(" < ").append(literal(at[i])).append(" THEN ");
            sql.append(literal(points[i - 1]));
            if (linear) {
                sql.append(" + (")
                        .append(x)
                        .append(" - ")
                        .append(literal(at[i - 1]))
                        .append(") * ");
                sql.append(literal(points[i] - points[i - 1])).append(" / ").append(literal(at[i] - at[i - 1]));
            }
        }
        return sql.append(" ELSE ")
                .append(literal(points[at.length - 1]))
                .append(" END")
                .toString();
    }

    /** A bigint in SQL; the parentheses keep a sign away from an operator before it. */
    static String literal(long value) {
        return "('" + value + "'::bigint)";
    }
}
