package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.pgwright.twin.DistinctEstimates.Group;
import dev.pgwright.twin.DistinctEstimates.Seen;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PlaceCountsTest {
    private static final int PAGES = 200;
    private static final int PER_PAGE = 100;

    @Test
    void equalRowsOfAPageCountOnce() {
        PlaceCounts counts = new PlaceCounts(new long[] {7, 7, 7, 8, 7, 9}, new int[] {0, 0, 0, 0, 1, 1});
        assertThat(counts.drawn()).isEqualTo(4);
        assertThat(counts.distinct()).isEqualTo(3);
        assertThat(counts.groups()).containsExactlyInAnyOrder(new Group(2, 1), new Group(1, 4));
    }

    @Test
    void effectiveIsTheNumberOfEquallyCommonValues() {
        PlaceCounts counts = pages(new Random(1), (random, page) -> 1 + random.nextInt(500));
        assertThat(counts.effective()).isCloseTo(500, within(25.0));
        // one value with half of the rows leaves two rows equal in a quarter of all cases
        PlaceCounts skewed =
                pages(new Random(1), (random, page) -> random.nextBoolean() ? 1 : 2 + random.nextInt(100_000));
        assertThat(skewed.effective()).isCloseTo(4, within(0.3));
    }

    /** In a hundred samples, the number of distinct values is hardly ever further off than the first one says. */
    @Test
    void theMarginHoldsForOtherSamples() {
        for (boolean alike : new boolean[] {false, true}) {
            Draw draw = alike
                    // a page has one of 4,000 runs of a hundred values each: two pages share all of them, or none
                    ? new Draw() {
                        private long run;
                        private int last = -1;

                        @Override
                        public long key(Random random, int page) {
                            run = page == last ? run + 1 : 1 + random.nextInt(4_000) * 1_000L;
                            last = page;
                            return run;
                        }
                    }
                    : (random, page) -> 1 + random.nextInt(400_000);
            TreeMap<Double, Seen> samples = new TreeMap<>();
            for (int seed = 1; seed <= 100; seed++) {
                Seen seen = pages(new Random(seed), draw).seen(PAGES * PER_PAGE, 1e8);
                samples.put(seen.distinct() + seed * 1e-6, seen);
            }
            double least = samples.firstKey();
            double most = samples.lastKey();
            double middle = (double) samples.keySet().toArray()[50];
            Seen usual = samples.get(middle);
            assertThat(usual.distinct() - least).as("%s", alike).isLessThan(2 * usual.fewer());
            assertThat(most - usual.distinct()).as("%s", alike).isLessThan(2 * Math.max(usual.more(), PER_PAGE));
            // what pages share as a whole tells less than the same number of single rows
            assertThat(usual.more()).isBetween(alike ? 300.0 : 10.0, alike ? 1_500.0 : 60.0);
        }
    }

    @Test
    void aWholeTableLeavesNothingOpen() {
        Seen seen = pages(new Random(1), (random, page) -> 1 + random.nextInt(9_000))
                .seen(20_000, 20_000);
        assertThat(Map.of("fewer", seen.fewer(), "more", seen.more()))
                .allSatisfy((name, off) -> assertThat(off).isZero());
        assertThat(seen.groups().stream().mapToDouble(Group::combinations).sum())
                .isEqualTo(seen.distinct());
        assertThat(seen.groups().stream()
                        .mapToDouble(one -> one.combinations() * one.rows())
                        .sum())
                .isCloseTo(20_000, within(1e-6));
    }

    private interface Draw {
        long key(Random random, int page);
    }

    private static PlaceCounts pages(Random random, Draw draw) {
        long[] keys = new long[PAGES * PER_PAGE];
        int[] pages = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            pages[i] = i / PER_PAGE;
            keys[i] = draw.key(random, pages[i]);
        }
        return new PlaceCounts(keys, pages);
    }
}
