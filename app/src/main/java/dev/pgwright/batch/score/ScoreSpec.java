package dev.pgwright.batch.score;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scoring description: which items, which users, what a score consists of, how many to keep.
 *
 * @param components parts of a score; their weights sum to 1
 * @param decimals digits after the point that a part is rounded to (half away from zero, as PostgreSQL's round does)
 * @param top items kept of each user
 * @param asOf the moment that ages are counted to, ISO 8601; null for the start of the run
 */
public record ScoreSpec(
        Source items,
        Source users,
        List<Component> components,
        int decimals,
        int top,
        Output output,
        @Nullable String asOf)
        implements Serializable {

    /**
     * A table or view of which each row is one item or one user.
     *
     * @param from schema and name with a point between
     * @param id column that tells the rows apart
     * @param order which of two items with equal scores comes first; the id decides at last
     */
    public record Source(String from, String id, List<Condition> where, List<Order> order) implements Serializable {}

    /**
     * A row is taken when its column satisfies all that is given; NULL satisfies nothing but {@code present: false}.
     *
     * @param in the values allowed
     * @param min smallest value allowed
     * @param max largest value allowed
     * @param present true for anything but NULL, false for NULL
     */
    public record Condition(
            String column,
            @Nullable List<String> in,
            @Nullable String min,
            @Nullable String max,
            @Nullable Boolean present)
            implements Serializable {}

    /** A column to sort by. */
    public record Order(String column, boolean descending) implements Serializable {}

    /**
     * Where the result goes.
     *
     * @param view schema and name of the view that readers use; it shows one whole generation at a time
     * @param user name of its column for the user
     * @param item name of its column for the item
     */
    public record Output(String view, String user, String item) implements Serializable {}

    /** A row of a piecewise function: from this number on, this many points. */
    public record Point(BigDecimal at, BigDecimal points) implements Serializable {}
}
