package dev.pgwright.workload;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Values of one column, common and rare, out of the statistics that the planner itself goes by. */
final class ColumnValues {
    /** Longer ones would only bloat the statement. */
    private static final int LONGEST = 1000;

    private final Column column;
    private final List<String> common = new ArrayList<>();
    private final List<Double> frequencies = new ArrayList<>();
    private final List<String> histogram;
    private final List<String> elements;
    private final List<String> ranges;
    private final double restFrequency;
    private final double expected;

    /**
     * What statistics say of a column.
     *
     * @param labels of an enum, in order: known without statistics; else empty
     * @param tuples rows of the table
     */
    ColumnValues(Column column, @Nullable ColumnStatistics statistics, List<String> labels, double tuples) {
        this.column = column;
        this.histogram = array(statistics == null ? null : statistics.histogramBounds());
        this.elements = statistics == null ? List.of() : elements(statistics);
        this.ranges = array(statistics == null ? null : statistics.rangeBoundsHistogram());
        double mass = 1;
        double squares = 0;
        double rest = Double.NaN;
        if (statistics != null) {
            List<String> values = array(statistics.mostCommonValues());
            for (int i = 0;
                    i
                            < Math.min(
                                    values.size(),
                                    statistics.mostCommonFrequencies().size());
                    i++) {
                double frequency = statistics.mostCommonFrequencies().get(i);
                common.add(values.get(i));
                frequencies.add(frequency);
                mass -= frequency;
                squares += frequency * frequency;
            }
            mass = Math.max(0, mass - statistics.nullFraction());
            rest = mass / Math.max(1, distinct(statistics, tuples) - common.size());
        }
        common.addAll(common.isEmpty() && histogram.isEmpty() ? labels : List.of());
        this.restFrequency = rest;
        this.expected = squares + (Double.isNaN(rest) ? 0 : mass * rest);
    }

    private static List<String> array(@Nullable String text) {
        return text == null
                ? List.of()
                : ArrayText.elements(text).stream()
                        .filter(value -> value.length() <= LONGEST)
                        .toList();
    }

    /** Stored in the order of their values; given here in that of their frequencies, the most common first. */
    private static List<String> elements(ColumnStatistics statistics) {
        String text = statistics.mostCommonElements();
        List<String> stored = text == null ? List.of() : ArrayText.elements(text);
        List<Double> frequencies = statistics.mostCommonElementFrequencies();
        return IntStream.range(0, Math.min(stored.size(), frequencies.size()))
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -frequencies.get(i)))
                .map(stored::get)
                .toList();
    }

    private static double distinct(ColumnStatistics statistics, double tuples) {
        return statistics.nDistinct() >= 0 ? statistics.nDistinct() : -statistics.nDistinct() * Math.max(1, tuples);
    }

    /** A value and the share of rows that have it; NaN when that is not known. */
    record Value(String text, double frequency) {}

    Column column() {
        return column;
    }

    /** N numeric, S string, D date and time, B boolean, A array, ... (pg_type.typcategory). */
    String category() {
        return column.typeCategory();
    }

    boolean isEmpty() {
        return common.isEmpty() && histogram.isEmpty();
    }

    /** The n-th most common value, from 0; one of the others when there are not that many. */
    @Nullable
    Value common(int n) {
        if (n < common.size()) {
            return new Value(common.get(n), n < frequencies.size() ? frequencies.get(n) : Double.NaN);
        }
        return histogram.isEmpty() ? last(n) : middle(n);
    }

    /** A value that few rows have: the n-th from the middle of the histogram, else one of the least common. */
    @Nullable
    Value rare(int n) {
        return histogram.isEmpty() ? last(n) : middle(n);
    }

    private @Nullable Value last(int n) {
        int index = common.size() - 1 - n % Math.max(1, common.size());
        return common.isEmpty()
                ? null
                : new Value(common.get(index), index < frequencies.size() ? frequencies.get(index) : Double.NaN);
    }

    private Value middle(int n) {
        return new Value(histogram.get((histogram.size() / 2 + n) % histogram.size()), restFrequency);
    }

    /** The value below which that share of the rows lies, by the histogram; else the most common one. */
    @Nullable
    Value quantile(double share) {
        if (histogram.size() < 2) {
            return common(0);
        }
        return new Value(histogram.get((int) Math.round(share * (histogram.size() - 1))), Double.NaN);
    }

    /** An element of arrays, or a lexeme: the n-th most common one, or the n-th of the others from the end. */
    @Nullable
    String element(int n, boolean rare) {
        int index = n % Math.max(1, elements.size());
        return elements.isEmpty() ? null : elements.get(rare ? elements.size() - 1 - index : index);
    }

    /** A range from the middle of those that the column has. */
    @Nullable
    String range() {
        return ranges.isEmpty() ? null : ranges.get(ranges.size() / 2);
    }

    /**
     * Share of the calls that ask for the common value. Calls are taken to ask for values as often as rows have them,
     * so a call meets the sum of the squared frequencies on average; the share is such that the common and the rare
     * value together meet the same.
     */
    double commonShare() {
        Value often = common(0);
        Value seldom = rare(0);
        if (often == null || seldom == null || !(often.frequency() > seldom.frequency())) {
            return 0.5;
        }
        double share = (expected - seldom.frequency()) / (often.frequency() - seldom.frequency());
        return Math.min(0.95, Math.max(0.05, share));
    }

    /** A literal of the column's type. */
    String literal(String value) {
        return (Identifiers.literal(value) + "::" + column.type()).strip();
    }

    /** An array literal of the column's type. */
    String arrayLiteral(List<String> values) {
        return values.stream()
                        .map(Identifiers::literal)
                        .map(String::strip)
                        .collect(Collectors.joining(", ", "ARRAY[", "]"))
                + "::" + column.type() + "[]";
    }
}
