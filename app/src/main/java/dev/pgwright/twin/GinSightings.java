package dev.pgwright.twin;

import dev.pgwright.twin.GinSize.Entries;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entries the values in a column's statistics have. What several of them have is common; of the others, which
 * stand for many more, the number is estimated for each family: the entries of one field.
 */
final class GinSightings {
    /** Fewer sightings than this make an entry a rare one. */
    private static final int SIGHTINGS = 3;

    private final Map<String, Double> shares = new HashMap<>();
    private final Map<String, Integer> counts = new HashMap<>();
    private final Map<String, Integer> widths = new HashMap<>();
    private final Set<String> certain = new HashSet<>();

    /** The rare entries of one field. */
    private static final class Family {
        private double share;
        private double bytes;
        private double drawn;
        private double once;
        private double kinds;
        private final List<BigDecimal> numbers = new ArrayList<>();
    }

    boolean isEmpty() {
        return shares.isEmpty();
    }

    /**
     * Adds a value.
     *
     * @param keys its entries, each with its stored size
     * @param share of all rows that have this value, or that it stands for
     * @param isCommon it is itself one of the most common values
     */
    void see(Map<String, Integer> keys, double share, boolean isCommon) {
        keys.forEach((key, width) -> {
            shares.merge(key, share, Double::sum);
            counts.merge(key, 1, Integer::sum);
            widths.put(key, width);
            if (isCommon) {
                certain.add(key);
            }
        });
    }

    /**
     * The entries of the index.
     *
     * @param values distinct values of the column: no field has more
     */
    List<Entries> entries(double rows, double values) {
        List<Entries> found = new ArrayList<>();
        Map<String, Family> families = new HashMap<>();
        for (Map.Entry<String, Double> one : shares.entrySet()) {
            String key = one.getKey();
            int count = counts.getOrDefault(key, 0);
            double width = widths.getOrDefault(key, 8);
            if (certain.contains(key) || count >= SIGHTINGS) {
                found.add(new Entries(1, Math.max(1, one.getValue() * rows), width));
            } else {
                Family family = families.computeIfAbsent(key.substring(0, key.indexOf('=') + 1), name -> new Family());
                family.share += one.getValue();
                family.bytes += one.getValue() * width;
                family.drawn += count;
                family.kinds++;
                family.once += count == 1 ? 1 : 0;
                BigDecimal number = number(key.substring(key.indexOf('=') + 1));
                if (number != null) {
                    family.numbers.add(number);
                }
            }
        }
        families.values().forEach(family -> found.add(entries(family, rows, values)));
        return found;
    }

    private static Entries entries(Family family, double rows, double values) {
        double all = family.share * rows;
        // Duj1, as ANALYZE does it for values
        double number = family.drawn * family.kinds / (family.drawn - family.once + family.once * family.drawn / all);
        number = Math.min(number, Math.min(all, values * Math.max(1, family.share)));
        if (family.numbers.size() == family.kinds && family.kinds > 2) {
            number = Math.min(number, steps(family.numbers));
        }
        number = Math.max(number, family.kinds);
        return new Entries(number, Math.max(1, all / number), family.bytes / family.share);
    }

    /** How many numbers there can be between the least and the greatest when all are multiples of one step. */
    private static double steps(List<BigDecimal> numbers) {
        int scale = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        BigInteger step = BigInteger.ZERO;
        BigInteger first = numbers.get(0).setScale(Math.max(0, scale)).unscaledValue();
        BigInteger least = first;
        BigInteger most = first;
        for (BigDecimal number : numbers) {
            BigInteger whole = number.setScale(Math.max(0, scale)).unscaledValue();
            step = step.gcd(whole.subtract(first));
            least = least.min(whole);
            most = most.max(whole);
        }
        return step.signum() == 0 ? 1 : most.subtract(least).divide(step).doubleValue() + 1;
    }

    private static @Nullable BigDecimal number(String text) {
        try {
            return new BigDecimal(text.startsWith("N") ? text.substring(1) : text);
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
