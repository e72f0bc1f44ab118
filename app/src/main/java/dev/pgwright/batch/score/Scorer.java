package dev.pgwright.batch.score;

import java.util.Arrays;

/**
 * Scores one user after the other against all items; one for each thread. Scores are sums of 64-bit numbers whose
 * bounds were checked before, so nothing here overflows.
 */
final class Scorer {
    /** Items whose scores are added up at a time: they stay in the first cache. */
    private static final int BLOCK = 1024;

    private static final int BUCKETS = 256;

    private final ScoreData data;
    private final Layout layout;
    private final TopList top;
    private final long[] extra;
    private final OverlapTerm.Work[] overlaps;
    private final long[][] scratch;
    private final long[][] tables;
    private final long[] block = new long[BLOCK];
    private final long[] bounds;
    private final int[] cellOrder;
    private final int[] bucketEnds = new int[BUCKETS + 1];
    private long lowestBound;
    private long largestExtra;
    private long looked;

    Scorer(ScoreData data, Layout layout, int most) {
        this.data = data;
        this.layout = layout;
        this.top = new TopList(most);
        this.extra = new long[data.items()];
        this.overlaps = data.overlaps().stream().map(term -> term.new Work()).toArray(OverlapTerm.Work[]::new);
        this.scratch = data.tables().stream()
                .map(term -> term.isKept() ? new long[0] : new long[term.itemValues()])
                .toArray(long[][]::new);
        this.tables = new long[scratch.length][];
        this.bounds = new long[layout.cells()];
        this.cellOrder = new int[layout.cells()];
    }

    /** Pairs whose score was computed so far. */
    long looked() {
        return looked;
    }

    /**
     * The best items of a user, best first.
     *
     * @param scores takes the scores from the index on
     * @param places takes the places of the items
     * @return how many there are
     */
    int score(int user, long[] scores, int[] places, int from) {
        top.clear();
        long base = begin(user);
        if (layout.cells() > 1) {
            byCells(base, largestExtra);
        } else if (layout.cells() == 1) {
            range(0, data.items(), base + cellPoints(0)); // a key that all items share makes a cell of them
        }
        end();
        return top.drainTo(scores, places, from);
    }

    /** Takes up a user; the points that all items have with him. */
    private long begin(int user) {
        long base = data.userFixed()[user];
        for (int t = 0; t < tables.length; t++) {
            tables[t] = data.tables().get(t).table(user, scratch[t]);
        }
        largestExtra = 0;
        for (int o = 0; o < overlaps.length; o++) {
            base += data.overlaps().get(o).base(user);
            largestExtra += overlaps[o].add(user, extra);
        }
        return base;
    }

    private void end() {
        for (OverlapTerm.Work overlap : overlaps) {
            overlap.clear(extra);
        }
    }

    /** The scores of a user with the items at these positions of the layout. */
    long[] scores(int user, int[] positions) {
        long base = begin(user);
        long[] scores = new long[positions.length];
        for (int i = 0; i < positions.length; i++) {
            int at = positions[i];
            int found = Arrays.binarySearch(layout.cellStarts, at);
            long score = base + cellPoints(found >= 0 ? found : -found - 2) + layout.fixed[at] + extra[at];
            for (int t = 0; t < layout.otherTables.length; t++) {
                score += tables[layout.otherTables[t]][layout.otherCodes[t][at]];
            }
            scores[i] = score;
        }
        end();
        return scores;
    }

    /** Every item of a range. */
    private void range(int from, int to, long base) {
        looked += to - from;
        for (int start = from; start < to; start += BLOCK) {
            int length = Math.min(BLOCK, to - start);
            addUp(start, length, base);
            long threshold = top.threshold();
            for (int i = 0; i < length; i++) {
                if (block[i] >= threshold) {
                    top.offer(block[i], layout.places[start + i]);
                    threshold = top.threshold();
                }
            }
        }
    }

    private void addUp(int start, int length, long base) {
        long[] sums = block;
        long[] fixed = layout.fixed;
        for (int i = 0; i < length; i++) {
            sums[i] = base + fixed[start + i] + extra[start + i];
        }
        int t = 0;
        for (; t + 1 < layout.otherTables.length; t += 2) {
            addTwo(start, length, t);
        }
        if (t < layout.otherTables.length) {
            long[] points = tables[layout.otherTables[t]];
            int[] codes = layout.otherCodes[t];
            for (int i = 0; i < length; i++) {
                sums[i] += points[codes[start + i]];
            }
        }
    }

    private void addTwo(int start, int length, int t) {
        long[] sums = block;
        long[] points1 = tables[layout.otherTables[t]];
        long[] points2 = tables[layout.otherTables[t + 1]];
        int[] codes1 = layout.otherCodes[t];
        int[] codes2 = layout.otherCodes[t + 1];
        for (int i = 0; i < length; i++) {
            sums[i] += points1[codes1[start + i]] + points2[codes2[start + i]];
        }
    }

    /** The cells with the highest bounds first, until no other can hold anything better. */
    private void byCells(long base, long largestExtra) {
        long rest = largestExtra;
        for (int table : layout.otherTables) {
            rest += Arrays.stream(tables[table]).max().orElse(0);
        }
        int shift = sortCells(base + rest);
        for (int at = 0; at < cellOrder.length; at++) {
            int cell = cellOrder[at];
            if (bounds[cell] >= top.threshold()) {
                cell(cell, base, rest);
            } else if (endOfBucket(bounds[cell], shift) < top.threshold()) {
                return; // the cells of one bucket are in no order; those of later buckets are all below its end
            }
        }
    }

    /** The highest bound that falls into the same bucket, or a later one. */
    private long endOfBucket(long bound, int shift) {
        return lowestBound + ((((bound - lowestBound) >> shift) + 1) << shift) - 1;
    }

    /** Computes the bounds and sorts the cells by them into buckets; returns by how many bits a bound is shortened. */
    private int sortCells(long above) {
        long low = Long.MAX_VALUE;
        long high = Long.MIN_VALUE;
        for (int cell = 0; cell < bounds.length; cell++) {
            bounds[cell] = above + cellPoints(cell) + layout.fixed[layout.cellStarts[cell]];
            low = Math.min(low, bounds[cell]);
            high = Math.max(high, bounds[cell]);
        }
        lowestBound = low;
        int shift = Math.max(0, Long.SIZE - Long.numberOfLeadingZeros(high - low) - 8);
        Arrays.fill(bucketEnds, 0);
        for (long bound : bounds) {
            bucketEnds[BUCKETS - 1 - (int) ((bound - low) >> shift)]++;
        }
        int sum = 0;
        for (int b = 0; b < BUCKETS; b++) {
            int count = bucketEnds[b];
            bucketEnds[b] = sum;
            sum += count;
        }
        for (int cell = 0; cell < bounds.length; cell++) {
            cellOrder[bucketEnds[BUCKETS - 1 - (int) ((bounds[cell] - low) >> shift)]++] = cell;
        }
        return shift;
    }

    private long cellPoints(int cell) {
        long sum = 0;
        for (int t = 0; t < layout.cellTables.length; t++) {
            sum += tables[layout.cellTables[t]][layout.cellCodes[t][cell]];
        }
        return sum;
    }

    /** The items of a cell, those with the most fixed points first, while one of them can still be good enough. */
    private void cell(int cell, long base, long rest) {
        long start = base + cellPoints(cell);
        int end = layout.cellStarts[cell + 1];
        for (int at = layout.cellStarts[cell]; at < end; at++) {
            long known = start + layout.fixed[at];
            if (known + rest < top.threshold()) {
                return;
            }
            looked++;
            long score = known + extra[at];
            for (int t = 0; t < layout.otherTables.length; t++) {
                score += tables[layout.otherTables[t]][layout.otherCodes[t][at]];
            }
            if (score >= top.threshold()) {
                top.offer(score, layout.places[at]);
            }
        }
    }
}
