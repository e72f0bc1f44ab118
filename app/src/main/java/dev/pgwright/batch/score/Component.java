package dev.pgwright.batch.score;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One part of a score: points for a pair of user and item, times a weight. */
public sealed interface Component extends Serializable {
    /** For messages and the plan. */
    String name();

    /** Share in the score. */
    BigDecimal weight();

    /** The same points for every pair. */
    record Constant(String name, BigDecimal weight, BigDecimal points) implements Component {}

    /**
     * A number of the item or the user.
     *
     * @param of {@code item.COLUMN} or {@code user.COLUMN}
     * @param missing points when the number is NULL
     */
    record Value(String name, BigDecimal weight, ColumnOf of, BigDecimal missing) implements Component {}

    /**
     * Points found in a table.
     *
     * @param key column of the table that holds the value of {@code of}; unique there
     * @param value column of the table with the points
     * @param missing points when there is no row, or NULL in it
     */
    record Lookup(
            String name, BigDecimal weight, ColumnOf of, String table, String key, String value, BigDecimal missing)
            implements Component {}

    /**
     * Points by a number, or by the difference of two.
     *
     * @param minus subtracted from {@code of}; null for nothing
     * @param missing points when one of the numbers is NULL
     */
    record Piecewise(
            String name,
            BigDecimal weight,
            ColumnOf of,
            @Nullable ColumnOf minus,
            List<ScoreSpec.Point> curve,
            Shape shape,
            BigDecimal missing)
            implements Component {}

    /**
     * Points by age, in whole units that are over.
     *
     * @param of a column with a date or a time
     * @param missing points when it is NULL
     */
    record Freshness(
            String name,
            BigDecimal weight,
            ColumnOf of,
            Unit unit,
            List<ScoreSpec.Point> curve,
            Shape shape,
            BigDecimal missing)
            implements Component {}

    /**
     * Points by two keys, from a table.
     *
     * @param user column of the user that is looked for in {@code row}
     * @param item column of the item that is looked for in {@code column}
     * @param missing points when there is no such row, NULL in it, or one of the keys is NULL
     */
    record Matrix(
            String name,
            BigDecimal weight,
            String user,
            String item,
            String table,
            String row,
            String column,
            String value,
            BigDecimal missing)
            implements Component {}

    /**
     * Points by what two sets share: the weights of the common elements, as a share of {@code full} points.
     *
     * @param user array column of the user
     * @param item array column of the item
     * @param weights weights of elements; null when all weigh 1
     * @param relativeTo what the sum of the common weights is divided by
     * @param full points when the share is 1; with {@link RelativeTo#NONE} the points of one unit of weight
     * @param missing points when the user's set is NULL, empty or weighs nothing; an item's empty set shares nothing
     */
    record Overlap(
            String name,
            BigDecimal weight,
            String user,
            String item,
            @Nullable Weights weights,
            RelativeTo relativeTo,
            BigDecimal full,
            BigDecimal missing)
            implements Component {}

    /** A table with whole, non-negative weights of elements; elements without a row weigh nothing. */
    record Weights(String table, String key, String value) implements Serializable {}

    /** A column of one side. */
    record ColumnOf(Side side, String column) implements Serializable {
        @Override
        public String toString() {
            return side.word() + "." + column;
        }
    }

    /** Whose column it is. */
    enum Side {
        ITEM,
        USER;

        String word() {
            return this == ITEM ? "item" : "user";
        }
    }

    /** How points run between two rows of a curve. */
    enum Shape {
        STEPS,
        LINEAR
    }

    /** What the sum of common weights is divided by. */
    enum RelativeTo {
        USER,
        ITEM,
        NONE
    }

    /** Units of age. */
    enum Unit {
        HOUR(3600),
        DAY(86_400),
        WEEK(604_800);

        private final int seconds;

        Unit(int seconds) {
            this.seconds = seconds;
        }

        int seconds() {
            return seconds;
        }
    }
}
