package dev.pgwright.proof.equivalence;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares two queries over one set of rows. Where something else than the rows may decide what comes (ties at a LIMIT,
 * the input order of an aggregate), both are asked again with the rows in other places and with other plans: what then
 * changes in the first query's own answers is not determined by it, and is not held against the second.
 */
final class Duel {
    /** Runs that show whether an answer is determined: a few when it looks so, more before anything is called wrong. */
    private static final int FEW = 2;

    private static final int MANY = 8;
    private static final int EXAMPLES = 3;

    private static final String[] PLANNERS = {
        "",
        "SET LOCAL enable_hashagg = off; SET LOCAL enable_hashjoin = off; ",
        "SET LOCAL enable_indexscan = off; SET LOCAL enable_bitmapscan = off; SET LOCAL enable_nestloop = off; ",
        "SET LOCAL enable_sort = off; SET LOCAL enable_mergejoin = off; "
    };

    /**
     * Answers to both queries over the same rows in the same places.
     *
     * @param all what the first query's LIMIT chooses from; empty when it has none
     */
    record Answers(Answer before, Answer after, Optional<Answer> all) {}

    /** Something that holds the rows. */
    interface Ground {
        /**
         * Both answers.
         *
         * @param order 0 for the rows in their own places, others mix them where that can be done
         * @param planner settings for both
         */
        Answers ask(int order, String planner) throws SQLException;

        /** False when the rows stay where they are, so that what ties leave open cannot be seen. */
        boolean canMix();
    }

    /** How one comparison ended. */
    sealed interface Outcome {}

    record Same(int rows, boolean sorted) implements Outcome {}

    /** Other rows, but such as the first query's LIMIT could have chosen, too. */
    record Tied(int rows) implements Outcome {}

    record Open(int rows) implements Outcome {}

    record Skipped(String why) implements Outcome {}

    record Other(Equivalence.Different difference) implements Outcome {}

    private final boolean orderMatters;
    private final boolean sorts;
    private final int offset;

    /**
     * A comparison.
     *
     * @param orderMatters something in the queries depends on an order that no sort may settle
     * @param sorts the first query sorts its answer
     * @param offset rows that its OFFSET skips
     */
    Duel(boolean orderMatters, boolean sorts, int offset) {
        this.offset = offset;
        this.orderMatters = orderMatters;
        this.sorts = sorts;
    }

    Outcome compare(Ground ground) throws SQLException {
        Answers first = ground.ask(0, PLANNERS[0]);
        Outcome early = unanswered(first);
        if (early != null) {
            return early;
        }
        boolean same = isSame(first.before(), first.after());
        if (same && !orderMatters) {
            return new Same(first.before().rows().size(), first.before().isSorted());
        }
        List<Answers> all = new ArrayList<>(List.of(first));
        more(ground, all, same ? FEW : MANY);
        if (isDetermined(all) && ground.canMix()) {
            return all.stream()
                    .filter(answers -> !isSame(answers.before(), answers.after()))
                    .findFirst()
                    .<Outcome>map(answers -> new Other(difference(answers)))
                    .orElseGet(() -> same(first));
        }
        if (!ground.canMix()) {
            return unmixed(first, same, isDetermined(all));
        }
        more(ground, all, MANY);
        return isLimited(all) ? limited(all) : open(all);
    }

    private static Outcome same(Answers answers) {
        return new Same(answers.before().rows().size(), answers.before().isSorted());
    }

    private static @Nullable Outcome unanswered(Answers answers) {
        Answer before = answers.before();
        Answer after = answers.after();
        if (before.timedOut() || after.timedOut()) {
            return new Skipped("a query ran into the time limit");
        }
        if (before.rows().size() > Asking.MOST_ROWS || after.rows().size() > Asking.MOST_ROWS) {
            return new Skipped("an answer has more than " + Asking.MOST_ROWS + " rows");
        }
        if (before.error() != null) {
            return new Skipped("the first query fails: " + before.error());
        }
        if (after.error() != null) {
            return new Other(plain("The second query fails where the first answers: " + after.error()));
        }
        String columns = columns(before.columns(), after.columns());
        return columns.isEmpty() ? null : new Other(plain(columns));
    }

    private static String columns(List<Answer.Column> before, List<Answer.Column> after) {
        if (before.size() != after.size()) {
            return "The second query has " + after.size() + " columns instead of " + before.size();
        }
        for (int i = 0; i < before.size(); i++) {
            Answer.Column old = before.get(i);
            Answer.Column now = after.get(i);
            if (!old.type().equals(now.type())) {
                return "Column " + (i + 1) + " (" + old.name() + ") has type " + now.type() + " instead of "
                        + old.type();
            }
            if (!old.name().equals(now.name())) {
                return "Column " + (i + 1) + " is called " + now.name() + " instead of " + old.name();
            }
        }
        return "";
    }

    private static void more(Ground ground, List<Answers> all, int runs) throws SQLException {
        for (int order = all.size(); order <= runs; order++) {
            Answers next = ground.ask(order, PLANNERS[order % PLANNERS.length]);
            if (unanswered(next) == null) {
                all.add(next);
            }
        }
    }

    private static boolean isSame(Answer before, Answer after) {
        return before.hasSameRows(after) && before.allowsOrderOf(after);
    }

    private static boolean isDetermined(List<Answers> all) {
        Answer first = all.get(0).before();
        return all.stream().allMatch(answers -> isSame(first, answers.before()));
    }

    /** Rows of a copy stay where they are: a difference that ties could explain proves nothing. */
    private Outcome unmixed(Answers first, boolean same, boolean determined) {
        int rows = first.before().rows().size();
        if (same && determined) {
            return same(first);
        }
        if (determined && !orderMatters) {
            return new Other(difference(first));
        }
        if (rows != first.after().rows().size()) {
            return new Other(difference(first));
        }
        return isLimited(List.of(first)) ? limited(List.of(first)) : new Open(rows);
    }

    /** True when only the first query's LIMIT leaves anything open: the rows that it chooses from are settled. */
    private static boolean isLimited(List<Answers> all) {
        Optional<Answer> first = all.get(0).all();
        return first.isPresent()
                && all.stream()
                        .map(Answers::all)
                        .flatMap(Optional::stream)
                        .allMatch(one -> !one.hasFailed() && first.get().hasSameRows(one));
    }

    /** The second query has to give what the LIMIT could have given; which of that is open. */
    private Outcome limited(List<Answers> all) {
        for (Answers answers : all) {
            boolean counted =
                    answers.before().rows().size() == answers.after().rows().size();
            if (!counted || !answers.all().orElseThrow().allowsPart(answers.after(), offset)) {
                return new Other(difference(answers));
            }
        }
        return new Tied(all.get(0).before().rows().size());
    }

    /** Compares what all answers of the first query have in common: how many rows, and columns that do not change. */
    private Outcome open(List<Answers> all) {
        Answer first = all.get(0).before();
        boolean counted = all.stream()
                .allMatch(a -> a.before().rows().size() == first.rows().size());
        for (Answers answers : all) {
            if (counted && answers.after().rows().size() != first.rows().size()) {
                return new Other(difference(answers));
            }
        }
        for (int i = 0; i < first.columns().size(); i++) {
            int column = i;
            boolean inOrder = sorts
                    && all.stream().allMatch(a -> a.before().column(column).equals(first.column(column)));
            boolean asSet = all.stream().allMatch(a -> isSameColumn(first, a.before(), column));
            for (Answers answers : all) {
                Answer after = answers.after();
                if ((inOrder && !after.column(column).equals(first.column(column)))
                        || (asSet && !isSameColumn(first, after, column))) {
                    return new Other(difference(answers));
                }
            }
        }
        return new Open(first.rows().size());
    }

    private static boolean isSameColumn(Answer one, Answer other, int column) {
        return counts(one.column(column)).equals(counts(other.column(column)));
    }

    private static Map<@Nullable String, Integer> counts(List<@Nullable String> values) {
        Map<@Nullable String, Integer> counts = new HashMap<>();
        values.forEach(value -> counts.merge(value, 1, Integer::sum));
        return counts;
    }

    private static Equivalence.Different plain(String reason) {
        return new Equivalence.Different(reason, List.of(), List.of(), List.of());
    }

    private static Equivalence.Different difference(Answers answers) {
        List<String> before = examples(answers.before().without(answers.after()));
        List<String> after = examples(answers.after().without(answers.before()));
        if (before.isEmpty() && after.isEmpty()) {
            return plain("The second query gives the same rows in another order");
        }
        String reason = "The second query gives other rows ("
                + answers.before().rows().size() + " before, "
                + answers.after().rows().size() + " after)";
        return new Equivalence.Different(reason, before, after, List.of());
    }

    private static List<String> examples(List<List<@Nullable String>> rows) {
        return rows.stream()
                .limit(EXAMPLES)
                .map(row -> row.stream()
                        .map(value -> value == null ? "NULL" : "'" + value + "'")
                        .collect(Collectors.joining(", ", "(", ")")))
                .toList();
    }
}
