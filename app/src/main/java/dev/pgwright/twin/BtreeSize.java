package dev.pgwright.twin;

import dev.pgwright.twin.ValueGroups.KeyClass;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Size of a btree after a sorted build (nbtsort.c, nbtdedup.c): leaf tuples with their posting lists, pages filled to
 * the fillfactor, inner pages of truncated keys filled to 70 %.
 *
 * @param columns keys, then INCLUDE columns
 * @param keys how many of them are keys
 * @param deduplicated equal keys share a tuple
 * @param fillfactor of leaf pages in percent
 */
record BtreeSize(List<KeyColumn> columns, int keys, boolean deduplicated, int fillfactor) {
    static final int FILLFACTOR = 90;
    private static final int INNER_FILLFACTOR = 70;
    private static final int TUPLE_HEADER = 8;
    private static final int TUPLE_HEADER_WITH_NULLS = 16;
    private static final int MAXALIGN = 8;
    static final int TID = 6;
    /** MAXALIGN_DOWN(BLCKSZ * 10 / 100) - sizeof(ItemIdData), see _bt_load. */
    private static final int LARGEST_POSTING = IndexEstimate.PAGE / 10 / MAXALIGN * MAXALIGN - 4;
    /** Above this rate a key's rows fill one posting list after another. */
    private static final double MANY = 20_000;

    private static final int SIMULATED_PAGES = 15;
    private static final int SIMULATED_TUPLES = 2_000;

    /** Leaf tuples: how many, and their bytes with line pointers. */
    private record Load(double tuples, double bytes, double pages) {}

    /** Roughly the bytes of a leaf tuple of these columns with one row, and of its line pointer. */
    static double tuple(List<KeyColumn> columns) {
        double sum =
                columns.stream().mapToDouble(column -> column.widths().mean()).sum();
        return Math.ceil((TUPLE_HEADER + sum) / MAXALIGN) * MAXALIGN + LeafPage.LINE_POINTER;
    }

    /**
     * The estimate.
     *
     * @param groups of the whole table
     * @param rows that the index holds
     * @param prefixes distinct values of the first one, two, ... keys among these rows
     */
    IndexEstimate estimate(ValueGroups groups, double rows, List<Double> prefixes) {
        if (rows < 0.5) {
            return new IndexEstimate(1, 0, 0);
        }
        Load leaf = leaf(groups, rows);
        double pivot = pivotSize(prefixes, leaf.tuples);
        long level = Math.max(1, Math.round(Math.ceil(leaf.pages)));
        long pages = 1 + level;
        int height = 0;
        double fanout = Math.floor((LeafPage.ROOM - TUPLE_HEADER - 4 - leftFree()) / (pivot + 4)) + 1;
        while (level > 1) {
            level = Math.max(1, (long) Math.ceil((level - 1) / Math.max(2, fanout)));
            pages += level;
            height++;
        }
        return new IndexEstimate(pages, rows, height);
    }

    private static int leftFree() {
        return IndexEstimate.PAGE * (100 - INNER_FILLFACTOR) / 100;
    }

    private Load leaf(ValueGroups groups, double rows) {
        Map<Integer, Spread> sizes = new HashMap<>();
        double tuples = 0;
        double pages = 0;
        double bytes = 0;
        List<Draw> few = new ArrayList<>();
        double fewBytes = 0;
        for (KeyClass one : groups.classes()) {
            Spread sizesOfClass = sizes.computeIfAbsent(one.nulls(), this::sizes);
            double present = one.present(rows);
            double rate = one.rate(rows);
            for (var entry : sizesOfClass.chances().entrySet()) {
                double number = present * entry.getValue();
                PostingLists lists = new PostingLists(entry.getKey(), deduplicated);
                double[] load = lists.expected(rate);
                tuples += number * load[0];
                bytes += number * load[1];
                if (rate > MANY && deduplicated) {
                    pages += number * load[1] / fullPage(lists);
                } else {
                    few.add(new Draw(number, rate, lists));
                    fewBytes += number * load[1];
                }
            }
        }
        if (fewBytes > 0) {
            pages += fewBytes / new LeafFill(few, fillfactor).bytesPerPage();
        }
        return new Load(tuples, bytes, pages);
    }

    private double fullPage(PostingLists lists) {
        LeafPage page = new LeafPage(fillfactor);
        while (page.finished() < 5) {
            page.add(lists.size(lists.most()), lists.most() < 2 ? 0 : lists.most() * TID);
        }
        return page.bytesPerPage();
    }

    /** Aligned sizes of tuples in which these columns are NULL. */
    private Spread sizes(int nulls) {
        Spread offset = Spread.of(nulls == 0 ? TUPLE_HEADER : TUPLE_HEADER_WITH_NULLS);
        for (int i = 0; i < columns.size(); i++) {
            if ((nulls & (1 << i)) == 0) {
                offset = columns.get(i).after(offset);
            }
        }
        return offset.aligned(MAXALIGN);
    }

    /** Average size of what is left of a tuple in inner pages (_bt_truncate in nbtutils.c). */
    private double pivotSize(List<Double> prefixes, double tuples) {
        Spread offset = Spread.of(TUPLE_HEADER);
        double before = 0;
        double size = 0;
        double whole = 0;
        for (int i = 0; i < keys; i++) {
            offset = columns.get(i).after(offset);
            whole = offset.aligned(MAXALIGN).mean();
            double differs = Math.max(before, Math.min(1, prefixes.get(i) / tuples));
            size += (differs - before) * whole;
            before = differs;
        }
        return size + (1 - before) * (whole + MAXALIGN);
    }

    /** Groups of tuples of one size: how many, and the rate of their rows. */
    private record Draw(double number, double rate, PostingLists lists) {
        /** Whether more than a few of them have a posting list. */
        boolean isListed() {
            return lists.deduplicated() && rate > 1e-3;
        }
    }

    /**
     * The leaf tuples of one key.
     *
     * @param base aligned size of the tuple without a posting list
     */
    private record PostingLists(int base, boolean deduplicated) {
        /** Rows in the longest posting list. */
        int most() {
            return deduplicated ? Math.max(1, (LARGEST_POSTING / MAXALIGN * MAXALIGN - base) / TID) : 1;
        }

        int size(int rows) {
            return rows == 1 ? base : Spread.align(base + rows * TID, MAXALIGN);
        }

        /** Tuples and bytes of a key with that many rows. */
        private double[] load(double rows) {
            int most = most();
            double full = Math.floor(rows / most);
            int rest = (int) (rows - full * most);
            double bytes = full * (size(most) + LeafPage.LINE_POINTER);
            return rest == 0
                    ? new double[] {full, bytes}
                    : new double[] {full + 1, bytes + size(rest) + LeafPage.LINE_POINTER};
        }

        /** Expected tuples and bytes of a key whose rows are Poisson-distributed and at least one. */
        double[] expected(double rate) {
            if (!deduplicated) {
                double mean = rate / -Math.expm1(-rate);
                return new double[] {mean, mean * (base + LeafPage.LINE_POINTER)};
            }
            return rate > 60 ? around(rate) : summed(rate);
        }

        private double[] summed(double rate) {
            double none = Math.exp(-rate);
            double chance = none;
            double tuples = 0;
            double bytes = 0;
            for (int n = 1; n < 20 + 4 * rate; n++) {
                chance *= rate / n;
                double[] load = load(n);
                tuples += chance * load[0];
                bytes += chance * load[1];
            }
            double some = -Math.expm1(-rate);
            return new double[] {tuples / some, bytes / some};
        }

        private double[] around(double rate) {
            double tuples = 0;
            double bytes = 0;
            double weights = 0;
            for (int i = -8; i <= 8; i++) {
                double z = i / 4.0;
                double weight = Math.exp(-z * z / 2);
                double[] load = load(Math.max(1, Math.rint(rate + z * Math.sqrt(rate))));
                tuples += weight * load[0];
                bytes += weight * load[1];
                weights += weight;
            }
            return new double[] {tuples / weights, bytes / weights};
        }
    }

    /** How full pages get with small groups in random order. */
    private record LeafFill(List<Draw> draws, int fillfactor) {
        double bytesPerPage() {
            int size = draws.get(0).lists().base();
            if (draws.stream().allMatch(draw -> draw.lists().base() == size && !draw.isListed())) {
                return ofSingles(size);
            }
            double[] upTo = new double[draws.size()];
            double sum = 0;
            for (int i = 0; i < upTo.length; i++) {
                sum += draws.get(i).number();
                upTo[i] = sum;
            }
            // always the same draws: an estimate must not change from call to call
            SplittableRandom random = new SplittableRandom(1);
            LeafPage page = new LeafPage(fillfactor);
            int added = 0;
            while (page.finished() < SIMULATED_PAGES || added < SIMULATED_TUPLES) {
                added += add(page, draws.get(pick(upTo, random.nextDouble() * sum)), random);
            }
            return page.bytesPerPage();
        }

        private double ofSingles(int size) {
            LeafPage page = new LeafPage(fillfactor);
            while (page.finished() < 2) {
                page.add(size, 0);
            }
            return page.bytesPerPage();
        }

        private static int pick(double[] upTo, double at) {
            int low = 0;
            int high = upTo.length - 1;
            while (low < high) {
                int middle = (low + high) / 2;
                if (upTo[middle] < at) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }

        private static int add(LeafPage page, Draw draw, SplittableRandom random) {
            int rows = rows(draw.rate(), random);
            int most = draw.lists().most();
            int tuples = 0;
            while (rows > 0) {
                int these = Math.min(rows, most);
                page.add(
                        draw.lists().size(these),
                        these == 1 ? 0 : draw.lists().size(these) - draw.lists().base());
                rows -= these;
                tuples++;
            }
            return tuples;
        }

        /** A Poisson-distributed number that is at least 1. */
        private static int rows(double rate, SplittableRandom random) {
            if (rate > 30) {
                return (int) Math.max(1, Math.rint(rate + Math.sqrt(rate) * random.nextGaussian()));
            }
            double at = Math.exp(-rate) + random.nextDouble() * -Math.expm1(-rate);
            double chance = Math.exp(-rate);
            double sum = chance;
            int n = 0;
            while (sum < at && n < 200) {
                n++;
                chance *= rate / n;
                sum += chance;
            }
            return Math.max(1, n);
        }
    }
}
