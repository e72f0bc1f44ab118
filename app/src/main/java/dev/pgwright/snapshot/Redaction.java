package dev.pgwright.snapshot;

import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes the user's values out of a snapshot: most common values and histograms, literals in statements, the texts of
 * running queries. The schema stays, and what it says (defaults, conditions, function bodies) stays with it.
 */
public final class Redaction {
    private Redaction() {}

    /** The same snapshot without values of the user's. */
    public static Snapshot of(Snapshot snapshot) {
        Snapshot.Builder redacted = new Snapshot.Builder().redacted(true);
        for (Fact<?> fact : Facts.ALL) {
            copy(snapshot, redacted, fact);
        }
        copy(snapshot, redacted, Facts.RELATION_MEASUREMENT); // end points are values and stay out
        replace(snapshot, redacted, Facts.COLUMN_STATISTICS, Redaction::statistics);
        replace(snapshot, redacted, Facts.EXTENDED_STATISTICS_DATA, Redaction::combinations);
        replace(snapshot, redacted, Facts.EXPRESSION_STATISTICS, Redaction::expression);
        replace(snapshot, redacted, Facts.STATEMENT, Redaction::statement);
        replace(snapshot, redacted, Facts.ACTIVITY, Redaction::activity);
        return redacted.build();
    }

    private static <T extends Record> void copy(Snapshot from, Snapshot.Builder to, Fact<T> fact) {
        if (from.states().containsKey(fact.id())) {
            to.put(fact, from.state(fact));
        }
    }

    private static <T extends Record> void replace(
            Snapshot from, Snapshot.Builder to, Fact<T> fact, UnaryOperator<T> change) {
        if (from.state(fact) instanceof FactState.Available<T> available) {
            List<T> rows = available.rows().stream().map(change).toList();
            to.put(fact, rows);
        }
    }

    private static ColumnStatistics statistics(ColumnStatistics s) {
        return new ColumnStatistics(
                s.schema(),
                s.relation(),
                s.column(),
                s.inherited(),
                s.nullFraction(),
                s.averageWidthBytes(),
                s.nDistinct(),
                null,
                s.mostCommonFrequencies(),
                null,
                s.correlation(),
                null,
                s.mostCommonElementFrequencies(),
                s.elementCountHistogram(),
                null,
                s.rangeEmptyFraction(),
                null);
    }

    private static ExtendedStatisticsData combinations(ExtendedStatisticsData s) {
        return new ExtendedStatisticsData(
                s.schema(),
                s.name(),
                s.inherited(),
                s.nDistinct(),
                s.dependencies(),
                null,
                s.mostCommonFrequencies(),
                s.mostCommonBaseFrequencies());
    }

    private static ExpressionStatistics expression(ExpressionStatistics s) {
        return new ExpressionStatistics(
                s.schema(),
                s.name(),
                s.position(),
                s.inherited(),
                s.nullFraction(),
                s.averageWidthBytes(),
                s.nDistinct(),
                null,
                s.mostCommonFrequencies(),
                null,
                s.correlation(),
                null,
                s.mostCommonElementFrequencies(),
                s.elementCountHistogram());
    }

    private static Statement statement(Statement s) {
        return s.withQuery(masked(s.query()));
    }

    private static Activity activity(Activity a) {
        return a.withQuery(null);
    }

    private static @Nullable String masked(@Nullable String query) {
        return query == null ? null : Literals.masked(query);
    }
}
