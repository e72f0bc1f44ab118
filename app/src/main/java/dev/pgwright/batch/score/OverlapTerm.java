package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.RelativeTo;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A part by what a user's set and an item's set share. For each element there is the list of the items that have it, so
 * that only those items are looked at that share something.
 */
final class OverlapTerm {
    private final @Nullable Map<String, Long> weights;
    private final RelativeTo relativeTo;
    private final long weight;
    private final long full;
    private final long missing;

    private final Map<String, Integer> elements = new HashMap<>();
    private int[] elementWeights = new int[16];
    private int[][] itemElements;
    private final int[][] userElements;
    private final int[] itemTotals;
    private final int[] userTotals;
    private int[][] holders = new int[0][];

    /**
     * An overlap.
     *
     * @param weights of the elements; null when all weigh 1
     * @param weight weight of the part
     * @param full points, scaled
     * @param missing points, scaled
     */
    OverlapTerm(
            int items,
            int users,
            @Nullable Map<String, Long> weights,
            RelativeTo relativeTo,
            long weight,
            long full,
            long missing) {
        this.weights = weights;
        this.relativeTo = relativeTo;
        this.weight = weight;
        this.full = full;
        this.missing = missing;
        itemElements = new int[items][];
        itemTotals = new int[items];
        userElements = new int[users][];
        userTotals = new int[users];
    }

    void readItem(int item, CopyReader row) throws IOException {
        itemElements[item] = codes(row.texts());
        itemTotals[item] = total(itemElements[item]);
    }

    void readUser(int user, CopyReader row) throws IOException {
        userElements[user] = codes(row.texts());
        userTotals[user] = total(userElements[user]);
    }

    /** Numbers of the distinct elements that weigh something. */
    private int[] codes(List<String> texts) {
        return new LinkedHashSet<>(texts)
                .stream().mapToInt(this::code).filter(code -> code >= 0).toArray();
    }

    private int code(String element) {
        Integer known = elements.get(element);
        if (known != null) {
            return known;
        }
        long value = weights == null ? 1 : weights.getOrDefault(element, 0L);
        if (value == 0) {
            return -1;
        }
        int code = elements.size();
        elements.put(element, code);
        if (code == elementWeights.length) {
            elementWeights = java.util.Arrays.copyOf(elementWeights, 2 * code);
        }
        elementWeights[code] = (int) value;
        return code;
    }

    private int total(int[] codes) {
        long sum = 0;
        for (int code : codes) {
            sum += elementWeights[code];
        }
        if (sum > Integer.MAX_VALUE) {
            throw Scaled.overflow();
        }
        return (int) sum;
    }

    /**
     * To be called when everything is read.
     *
     * @param position where the item of each place stands in the order of scoring
     */
    void prepare(int[] position) {
        int[] counts = new int[elements.size()];
        for (int[] codes : itemElements) {
            for (int code : codes) {
                counts[code]++;
            }
        }
        holders = new int[counts.length][];
        for (int code = 0; code < counts.length; code++) {
            holders[code] = new int[counts[code]];
        }
        int[] filled = new int[counts.length];
        int[] totals = itemTotals.clone();
        for (int item = 0; item < itemElements.length; item++) {
            itemTotals[position[item]] = totals[item];
            for (int code : itemElements[item]) {
                holders[code][filled[code]++] = position[item];
            }
        }
        itemElements = new int[0][];
    }

    /** No weighted points of this part are further from 0 than this. */
    long bound() {
        long most = 1;
        for (int total : userTotals) {
            most = Math.max(most, total);
        }
        long shared = Scaled.multiply(Math.abs(full), most);
        long points = relativeTo == RelativeTo.NONE ? shared : Math.abs(full);
        return Scaled.multiply(weight, Math.max(points, Math.abs(missing)));
    }

    /** The weighted points that every item has with this user, before {@link Work#add}. */
    long base(int user) {
        return userTotals[user] == 0 ? weight * missing : 0;
    }

    /** What one thread needs. */
    final class Work {
        private final int[] sums = new int[itemTotals.length];
        private final int[] touched = new int[itemTotals.length];
        private int count;

        /**
         * Adds the weighted points of a user to the items that share something.
         *
         * @return the largest that was added; at least 0
         */
        long add(int user, long[] points) {
            count = 0;
            for (int element : userElements[user]) {
                if (element >= holders.length) {
                    continue; // came with a user who was read later: no item has it
                }
                int elementWeight = elementWeights[element];
                for (int item : holders[element]) {
                    if (sums[item] == 0) {
                        touched[count++] = item;
                    }
                    sums[item] += elementWeight;
                }
            }
            long largest = 0;
            for (int i = 0; i < count; i++) {
                int item = touched[i];
                long value = weight * share(sums[item], userTotals[user], itemTotals[item]);
                points[item] += value;
                largest = Math.max(largest, value);
                sums[item] = 0;
            }
            return largest;
        }

        /** Takes back what add did, in an array that holds nothing else. */
        void clear(long[] points) {
            for (int i = 0; i < count; i++) {
                points[touched[i]] = 0;
            }
        }
    }

    private long share(long sum, int userTotal, int itemTotal) {
        return switch (relativeTo) {
            case USER -> full * sum / userTotal;
            case ITEM -> full * sum / itemTotal;
            case NONE -> full * sum;
        };
    }
}
