package dev.pgwright.twin;

import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.twin.GinSize.Entries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The entries that a GIN index would have, from what statistics hold of elements and from the values in them. */
final class GinEntries {
    /** Header of a tsvector and of one lexeme with one position (ts_type.h). */
    private static final int VECTOR_HEADER = 8;

    private static final int LEXEME = 4 + 4;
    private static final int TRIGRAM = 4;

    private GinEntries() {}

    /**
     * Entries of one column.
     *
     * @param operators name of the operator class, null for the type's default
     * @param rows of the index
     * @param distinct values of the column
     */
    static List<Entries> of(
            String type,
            @Nullable String operators,
            @Nullable ColumnStatistics statistics,
            double rows,
            double distinct) {
        if (statistics == null) {
            return List.of(new Entries(rows, 1, 8));
        }
        double filled = rows * (1 - statistics.nullFraction());
        List<Entries> found = new ArrayList<>();
        if (statistics.nullFraction() * rows >= 1) {
            found.add(new Entries(1, statistics.nullFraction() * rows, 0)); // the placeholder of NULL
        }
        boolean elements = !statistics.mostCommonElementFrequencies().isEmpty();
        if (elements && (type.endsWith("[]") || type.equals("tsvector"))) {
            found.addAll(ofElements(type, statistics, filled));
        } else {
            found.addAll(ofValues(type, operators, statistics, rows, filled, distinct));
        }
        return found;
    }

    /** From the frequencies of elements; those that are not listed are rarer than the rarest listed one. */
    private static List<Entries> ofElements(String type, ColumnStatistics statistics, double filled) {
        List<Double> shares = statistics.mostCommonElementFrequencies();
        List<String> texts = ArrayLiteral.elements(statistics.mostCommonElements());
        int number = type.equals("tsvector") ? shares.size() - 2 : shares.size() - 3;
        number = texts.isEmpty() ? Math.max(0, number) : Math.min(texts.size(), shares.size());
        double least = Double.MAX_VALUE;
        double listed = 0;
        double listedBytes = 0;
        double lengths = 0;
        List<Entries> found = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            double width = texts.isEmpty() ? 8 : elementWidth(type, texts.get(i));
            found.add(new Entries(1, shares.get(i) * filled, width));
            least = Math.min(least, shares.get(i));
            listed += shares.get(i);
            listedBytes += shares.get(i) * (width + LEXEME);
            lengths += width;
        }
        double average = number == 0 ? 8 : lengths / number;
        List<Double> counts = statistics.elementCountHistogram();
        double rest = counts.isEmpty()
                ? (statistics.averageWidthBytes() + 0.5 - VECTOR_HEADER - listedBytes) / (LEXEME + average)
                : counts.get(counts.size() - 1) - listed; // the last one is the average (compute_array_stats)
        if (rest > 0.02 * listed) {
            double each = Math.max(1, Math.min(least, 1) * filled / 2);
            found.add(new Entries(Math.max(1, rest * filled / each), each, average));
        }
        return found;
    }

    private static double elementWidth(String type, String text) {
        String element = type.endsWith("[]") ? type.substring(0, type.length() - 2) : "text";
        StoredTypes.Layout layout = StoredTypes.layout(element);
        return layout.length() > 0 ? layout.length() : Objects.requireNonNullElse(StoredTypes.width("text", text), 8);
    }

    /** From the values themselves that statistics hold. */
    private static List<Entries> ofValues(
            String type,
            @Nullable String operators,
            ColumnStatistics statistics,
            double rows,
            double filled,
            double distinct) {
        GinSightings sightings = new GinSightings();
        double rest = 1 - statistics.nullFraction();
        List<String> common = ArrayLiteral.elements(statistics.mostCommonValues());
        List<Double> shares = statistics.mostCommonFrequencies();
        for (int i = 0; i < Math.min(common.size(), shares.size()); i++) {
            sightings.see(keys(type, operators, common.get(i)), shares.get(i), true);
            rest -= shares.get(i);
        }
        List<String> bounds = ArrayLiteral.elements(statistics.histogramBounds());
        for (String bound : bounds) {
            sightings.see(keys(type, operators, bound), Math.max(0, rest) / bounds.size(), false);
        }
        if (sightings.isEmpty()) {
            return List.of(new Entries(Math.max(1, distinct), filled / Math.max(1, distinct), 8));
        }
        return sightings.entries(rows, distinct);
    }

    /** The keys of a value, each with its stored size. */
    private static Map<String, Integer> keys(String type, @Nullable String operators, String value) {
        if (type.equals("jsonb")) {
            return JsonKeys.of(value, "jsonb_path_ops".equals(operators));
        }
        if (operators != null && operators.contains("trgm")) {
            Map<String, Integer> found = new HashMap<>();
            Trigrams.of(value).forEach(trigram -> found.put(trigram, TRIGRAM));
            return found;
        }
        if (type.endsWith("[]")) {
            Map<String, Integer> found = new HashMap<>();
            ArrayLiteral.elements(value).forEach(text -> found.put(text, (int) elementWidth(type, text)));
            return found;
        }
        Integer width = StoredTypes.width(type, value);
        StoredTypes.Layout layout = StoredTypes.layout(type);
        return Map.of(value, width != null ? width : layout.length() > 0 ? layout.length() : 8);
    }
}
