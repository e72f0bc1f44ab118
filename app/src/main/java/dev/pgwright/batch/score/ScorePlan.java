package dev.pgwright.batch.score;

import java.util.ArrayList;
import java.util.List;

/**
 * What a run would do.
 *
 * @param pairs users times items
 * @param memoryBytes heap that the embedded engine needs at most, about
 * @param parts the parts of a score, one sentence each
 * @param queries what is sent to the server: title and text
 */
public record ScorePlan(
        long users, long items, long pairs, int k, long memoryBytes, List<String> parts, List<Query> queries) {

    /** A statement with what it is for. */
    public record Query(String purpose, String sql) {}

    static ScorePlan of(ScoreSql sql, DataCheck.Counts counts) {
        List<Component> ofPair = sql.pairParts();
        List<String> parts = new ArrayList<>();
        for (Component component : sql.spec().components()) {
            String how = ofPair.contains(component)
                    ? "depends on user and item: computed for each pair"
                    : "depends on one side: computed once by the server";
            parts.add(component.name() + ", weight " + component.weight().toPlainString() + ", "
                    + component.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT) + ": " + how);
        }
        List<Query> queries = List.of(
                new Query("items, read by binary COPY", sql.items()),
                new Query("users, read by binary COPY", sql.users()),
                new Query(
                        "one chunk of users on the sql engine",
                        new SqlEngine(sql).example(sql.spec().output().view())));
        return new ScorePlan(
                counts.users(),
                counts.items(),
                counts.users() * counts.items(),
                sql.spec().top(),
                Memory.estimate(counts, ofPair.size()),
                List.copyOf(parts),
                queries);
    }
}
