package dev.pgwright.twin;

import dev.pgwright.twin.ValueGroups.KeyClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Size of a hash index after its build (hashpage.c, hashutil.c): as many buckets as the table's row count asks for,
 * in powers of two and quarters between them, plus overflow pages where many rows share a value.
 *
 * @param tableRows rows that the planner counts in the table: the buckets are made for them
 * @param fillfactor in percent
 */
record HashSize(double tableRows, int fillfactor) {
    static final int FILLFACTOR = 75;
    /** A hash code with its header and line pointer. */
    private static final int ITEM = 20;
    /** Page less header and special space (HashPageOpaqueData). */
    private static final int ITEMS_PER_PAGE = (IndexEstimate.PAGE - 24 - 16) / ITEM;

    private static final int FEWEST_PER_BUCKET = 10;
    private static final int GROUPS_WITH_ONE_PHASE = 10;
    private static final int PHASE_BITS = 2;
    /** Overflow pages that one bitmap page keeps track of (BMPGSZ_BIT). */
    private static final int BITS_PER_BITMAP = 32_768;
    /** Keys with fewer rows than this spread evenly enough to be counted together. */
    private static final double FEW = 40;

    private static final int MOST_DRAWN = 1_000_000;

    /**
     * The estimate.
     *
     * @param rows without those that are NULL, which are not in the index
     */
    IndexEstimate estimate(ValueGroups groups, double rows) {
        int perBucket = Math.max(FEWEST_PER_BUCKET, IndexEstimate.PAGE * fillfactor / 100 / ITEM);
        // the integer part, as in _hash_init_metabuffer
        int buckets = totalBuckets(spareIndex(Math.max(2, (int) Math.floor(tableRows / perBucket))));
        int used = Math.max(buckets, (int) Math.ceil(rows / perBucket));
        int allocated = used > buckets ? totalBuckets(spareIndex(used)) : buckets;
        double overflow = overflow(groups, rows, used);
        long pages = 2 + allocated + Math.round(overflow) + (long) (overflow / BITS_PER_BITMAP);
        return new IndexEstimate(pages, rows, 0);
    }

    /** _hash_spareindex. */
    static int spareIndex(int buckets) {
        int group = 32 - Integer.numberOfLeadingZeros(Math.max(1, buckets) - 1);
        if (buckets <= 1) {
            group = 0;
        }
        if (group < GROUPS_WITH_ONE_PHASE) {
            return group;
        }
        int phases = GROUPS_WITH_ONE_PHASE + ((group - GROUPS_WITH_ONE_PHASE) << PHASE_BITS);
        return phases + (((buckets - 1) >> (group - (PHASE_BITS + 1))) & 3);
    }

    /** _hash_get_totalbuckets. */
    static int totalBuckets(int phase) {
        if (phase < GROUPS_WITH_ONE_PHASE) {
            return 1 << phase;
        }
        int group = GROUPS_WITH_ONE_PHASE + ((phase - GROUPS_WITH_ONE_PHASE) >> PHASE_BITS);
        int before = 1 << (group - 1);
        return before + (before >> PHASE_BITS) * (((phase - GROUPS_WITH_ONE_PHASE) & 3) + 1);
    }

    /** Pages beyond the first of each bucket, for values that fall on buckets at random. */
    private double overflow(ValueGroups groups, double rows, int buckets) {
        double[] load = new double[buckets];
        SplittableRandom random = new SplittableRandom(1); // the same estimate for the same question
        double fewRows = 0;
        double fewSquares = 0;
        List<KeyClass> many = new ArrayList<>();
        for (KeyClass one : groups.classes()) {
            if (one.nulls() != 0) {
                continue;
            }
            double rate = one.rate(rows);
            if (rate < FEW || one.present(rows) > MOST_DRAWN) {
                fewRows += rows * one.share();
                fewSquares += rows * one.share() * (1 + rate);
            } else {
                many.add(one);
            }
        }
        int codes = Integer.highestOneBit(Math.max(1, 2 * buckets - 1)); // as many as the high mask tells apart
        double mean = fewRows / codes;
        double deviation = Math.sqrt(fewSquares / codes);
        for (int i = 0; i < codes; i++) {
            load[bucket(i, buckets, codes)] += mean + deviation * random.nextGaussian();
        }
        for (KeyClass one : many) {
            double rate = one.rate(rows);
            for (long i = Math.round(one.present(rows)); i > 0; i--) {
                load[bucket(random.nextInt(codes), buckets, codes)] += rate + Math.sqrt(rate) * random.nextGaussian();
            }
        }
        double pages = 0;
        for (double tuples : load) {
            pages += Math.max(0, Math.ceil(tuples / ITEMS_PER_PAGE) - 1);
        }
        return pages;
    }

    /** Codes of buckets that do not exist yet go to the bucket that will be split for them (_hash_hashkey2bucket). */
    private static int bucket(int code, int buckets, int codes) {
        return code < buckets ? code : code & (codes / 2 - 1);
    }
}
