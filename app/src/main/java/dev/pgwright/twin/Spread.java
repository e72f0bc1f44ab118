package dev.pgwright.twin;

import java.util.NavigableMap;
import java.util.TreeMap;

/** A distribution over whole numbers of bytes: how likely a value has which size. Probabilities sum to 1. */
final class Spread {
    private final TreeMap<Integer, Double> chances = new TreeMap<>();

    static Spread of(int size) {
        Spread one = new Spread();
        one.add(size, 1);
        return one;
    }

    void add(int size, double chance) {
        if (chance > 0) {
            chances.merge(size, chance, Double::sum);
        }
    }

    NavigableMap<Integer, Double> chances() {
        return chances;
    }

    boolean isEmpty() {
        return chances.isEmpty();
    }

    double mean() {
        double sum = 0;
        double weight = 0;
        for (var entry : chances.entrySet()) {
            sum += entry.getKey() * entry.getValue();
            weight += entry.getValue();
        }
        return weight == 0 ? 0 : sum / weight;
    }

    Spread normalized() {
        double weight =
                chances.values().stream().mapToDouble(Double::doubleValue).sum();
        Spread result = new Spread();
        chances.forEach((size, chance) -> result.add(size, chance / weight));
        return result;
    }

    /** Every size moved by a fraction of bytes: a part of the values by the byte below, the rest by the one above. */
    Spread moved(double bytes, int least) {
        int whole = (int) Math.floor(bytes);
        double part = bytes - whole;
        Spread result = new Spread();
        chances.forEach((size, chance) -> {
            result.add(Math.max(least, size + whole), chance * (1 - part));
            result.add(Math.max(least, size + whole + 1), chance * part);
        });
        return result;
    }

    /** This, followed by a value at that alignment. */
    Spread then(Spread next, int alignment) {
        Spread result = new Spread();
        chances.forEach((offset, chance) ->
                next.chances.forEach((size, other) -> result.add(align(offset, alignment) + size, chance * other)));
        return result;
    }

    /** Every size rounded up (TYPEALIGN of c.h). */
    Spread aligned(int alignment) {
        Spread result = new Spread();
        chances.forEach((size, chance) -> result.add(align(size, alignment), chance));
        return result;
    }

    static int align(int size, int alignment) {
        return (size + alignment - 1) / alignment * alignment;
    }
}
