package dev.pgwright.bench.tpc;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a set of really built indexes costs and brings, by the real planner.
 *
 * @param bytes size of all of them together, main forks
 * @param relative cost of the workload with them, as a part of that without
 * @param before planner's cost of each statement without them
 * @param after planner's cost of each statement with them
 * @param sizes bytes of each index by its name
 * @param uses number of statements whose plan reads through the index, by its name
 */
public record RealCost(
        long bytes,
        double relative,
        Map<String, Double> before,
        Map<String, Double> after,
        Map<String, Long> sizes,
        Map<String, Integer> uses) {
    public RealCost {
        before = Collections.unmodifiableMap(new LinkedHashMap<>(before));
        after = Collections.unmodifiableMap(new LinkedHashMap<>(after));
        sizes = Collections.unmodifiableMap(new LinkedHashMap<>(sizes));
        uses = Collections.unmodifiableMap(new LinkedHashMap<>(uses));
    }
}
