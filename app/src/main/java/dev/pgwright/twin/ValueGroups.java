package dev.pgwright.twin;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How rows fall into groups of equal keys: classes of keys, each key of a class drawn equally often. Draws are
 * independent, so the rows of a key are Poisson-distributed and keys that nothing fell on do not exist.
 *
 * @param classes shares sum to 1
 */
record ValueGroups(List<KeyClass> classes) {
    /** Classes of like rate are joined above this number: enough for a smooth curve. */
    private static final int MOST_CLASSES = 48;

    private static final double SMALLEST_RATE = 1e-7;

    /** Sizes so far apart are worth a closer look. */
    private static final double MUCH = 1.1;

    /** Share of the keys drawn twice that the model may miss. */
    private static final double FEW = 0.1;

    ValueGroups {
        classes = List.copyOf(classes);
    }

    /**
     * Keys that are equally common.
     *
     * @param keys how many there could be
     * @param share of all rows that have one of them
     * @param nulls bit i is set when column i is NULL in them
     */
    record KeyClass(double keys, double share, int nulls) {
        /** Expected rows of one key. */
        double rate(double rows) {
            return rows * share / keys;
        }

        /** Expected number of keys that have a row. */
        double present(double rows) {
            return keys * -Math.expm1(-rate(rows));
        }
    }

    /** One column's groups in a table of so many rows. */
    static ValueGroups of(KeyColumn column, double rows, int position) {
        List<KeyClass> classes = new ArrayList<>();
        if (column.nullFraction() > 0) {
            classes.add(new KeyClass(1, column.nullFraction(), 1 << position));
        }
        classes.addAll(filled(
                column.nullFraction(), column.commonFrequencies(), column.commonIsCut(), column.distinct(), rows));
        return new ValueGroups(classes).normalized();
    }

    /**
     * Classes of the values that are not NULL.
     *
     * @param common shares of the most common values
     * @param cut that list was cut at its longest
     * @param distinct number of values
     * @param rows of the table
     */
    static List<KeyClass> filled(double nullFraction, List<Double> common, boolean cut, double distinct, double rows) {
        List<KeyClass> classes = new ArrayList<>();
        double rest = 1 - nullFraction;
        for (double frequency : common) {
            classes.add(new KeyClass(1, frequency, 0));
            rest -= frequency;
        }
        double others = distinct - common.size();
        if (rest * rows >= 0.5 && (others >= 0.5 || common.isEmpty())) {
            double last = common.isEmpty() || !cut ? 0 : common.get(common.size() - 1);
            double most = Math.max(1, Math.min(others, rest * rows));
            classes.addAll(RareValues.classes(rest, most, rows, last, common.size()));
        }
        return classes;
    }

    private ValueGroups normalized() {
        double sum = classes.stream().mapToDouble(KeyClass::share).sum();
        return new ValueGroups(classes.stream()
                .map(one -> new KeyClass(one.keys(), one.share() / sum, one.nulls()))
                .toList());
    }

    /** Number of keys that give so many present ones when so many rows are drawn. */
    static double potential(double present, double rows) {
        double mean = rows / present;
        if (mean <= 1 + 1e-6) {
            return rows / SMALLEST_RATE;
        }
        double low = SMALLEST_RATE;
        double high = mean;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (middle / -Math.expm1(-middle) < mean) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return rows / high;
    }

    /** Distinct keys among so many rows. */
    double distinct(double rows) {
        return classes.stream().mapToDouble(one -> one.present(rows)).sum();
    }

    /** Groups by this and another column, which is independent. */
    ValueGroups by(ValueGroups other) {
        List<KeyClass> product = new ArrayList<>();
        ValueGroups left = joined(MOST_CLASSES);
        ValueGroups right = other.joined(MOST_CLASSES);
        for (KeyClass a : left.classes) {
            for (KeyClass b : right.classes) {
                product.add(new KeyClass(a.keys() * b.keys(), a.share() * b.share(), a.nulls() | b.nulls()));
            }
        }
        return new ValueGroups(product).joined(MOST_CLASSES);
    }

    private ValueGroups joined(int most) {
        double steps = 8;
        ValueGroups result = this;
        while (result.classes.size() > most && steps > 0.2) {
            result = joinedBySteps(steps);
            steps /= 1.5;
        }
        return result;
    }

    private ValueGroups joinedBySteps(double stepsPerFold) {
        Map<Long, KeyClass> buckets = new HashMap<>();
        for (KeyClass one : classes) {
            long step = Math.round(Math.log(one.share() / one.keys()) * stepsPerFold);
            buckets.merge(
                    step * 4096 + one.nulls(),
                    one,
                    (a, b) -> new KeyClass(a.keys() + b.keys(), a.share() + b.share(), a.nulls()));
        }
        return new ValueGroups(new ArrayList<>(buckets.values()));
    }

    /** The same with fewer or more keys in each class, so that so many are present. */
    ValueGroups withDistinct(double wanted, double rows) {
        double low = 1e-12;
        double high = 1e6;
        for (int i = 0; i < 100; i++) {
            double middle = Math.sqrt(low * high);
            if (scaled(middle).distinct(rows) < wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return scaled(Math.sqrt(low * high));
    }

    /**
     * The same with as many keys without NULL as make likely what was seen of them.
     *
     * @param rows of the table
     */
    ValueGroups like(DistinctEstimates.Seen seen, double rows) {
        ValueGroups filled = filled();
        double share = filled.classes.stream().mapToDouble(KeyClass::share).sum();
        if (share * rows < 1 || seen.drawn() < 1) {
            return this;
        }
        ValueGroups whole = filled.normalized();
        List<KeyClass> result =
                new ArrayList<>(classes.stream().filter(one -> one.nulls() != 0).toList());
        double most = share * rows;
        double wanted = seen.isWhole() ? seen.distinct() : whole.expected(seen, seen.distinct());
        ValueGroups found = seen.groups().isEmpty()
                ? whole.withDistinct(Math.min(wanted, most * 0.999999), most)
                : of(seen.groups(), most);
        for (KeyClass one : found.classes) {
            result.add(new KeyClass(one.keys(), one.share() * share, 0));
        }
        return new ValueGroups(result);
    }

    private ValueGroups filled() {
        return new ValueGroups(classes.stream().filter(one -> one.nulls() == 0).toList());
    }

    /** Keys in the whole table when so many were seen among those drawn. */
    private double expected(DistinctEstimates.Seen seen, double distinct) {
        return fitted(seen, distinct).distinct(seen.all());
    }

    private ValueGroups fitted(DistinctEstimates.Seen seen, double distinct) {
        double possible = Math.max(1, Math.min(distinct, seen.drawn() * 0.999999));
        return withDistinct(possible, seen.drawn());
    }

    /**
     * Whether what was seen leaves the size of a btree open: another sample may well have told of another one, or the
     * draws are not as this model makes them.
     *
     * @param rows of the table
     * @param bytes of a tuple with one row
     */
    boolean isDoubtful(DistinctEstimates.Seen seen, double rows, double bytes) {
        ValueGroups filled = filled();
        if (seen.isWhole() || seen.drawn() < 1 || filled.classes.isEmpty()) {
            return false;
        }
        ValueGroups whole = filled.normalized();
        double least = whole.expected(seen, seen.distinct() - seen.fewer());
        double most = whole.expected(seen, seen.distinct() + seen.more());
        if (!whole.explains(seen)) {
            // whatever the model: all seen once have all the others, or there are no more of them than of others (Chao)
            double once = Math.max(0, 2 * seen.distinct() - seen.drawn());
            least = Math.min(least, seen.distinct() + once * once / (2 * Math.max(1, seen.twice())));
            most = Math.max(most, Math.min(seen.all(), seen.distinct() + once * (seen.all() / seen.drawn() - 1)));
        }
        return bytes(most, rows, bytes) > MUCH * bytes(least, rows, bytes);
    }

    private static double bytes(double keys, double rows, double bytes) {
        double most = Math.min(keys, rows);
        return most * bytes + (rows - most) * BtreeSize.TID;
    }

    /** Whether as many keys were drawn twice as the model has it. */
    private boolean explains(DistinctEstimates.Seen seen) {
        double twice = 0;
        for (KeyClass one : fitted(seen, seen.distinct()).classes) {
            double rate = one.rate(seen.drawn());
            twice += one.keys() * rate * rate / 2 * Math.exp(-rate);
        }
        double off = Math.abs(seen.twice() - twice);
        return off < FEW * twice || off < Math.max(4 * Math.sqrt(twice), 2 * seen.more());
    }

    /** Keys as they were counted, rare ones first. What the counts leave of the rows belongs to the most common. */
    private static ValueGroups of(List<DistinctEstimates.Group> counted, double rows) {
        List<KeyClass> classes = new ArrayList<>();
        double left = 1;
        for (int i = 0; i < counted.size(); i++) {
            DistinctEstimates.Group one = counted.get(i);
            double there = one.combinations() * one.rows() / rows;
            double share = Math.max(1e-9, i == counted.size() - 1 ? left : Math.min(left, there));
            double keys = Math.min(one.combinations(), share * rows);
            classes.add(new KeyClass(potential(keys, share * rows), share, 0));
            left -= share;
        }
        return new ValueGroups(classes).normalized();
    }

    private ValueGroups scaled(double factor) {
        return new ValueGroups(classes.stream()
                .map(one -> new KeyClass(Math.max(1e-9, one.keys() * factor), one.share(), one.nulls()))
                .toList());
    }
}
