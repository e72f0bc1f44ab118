package dev.pgwright.batch.score;

import java.io.Serializable;
import java.util.Arrays;

/**
 * The best items of some consecutive users.
 *
 * @param first place of the first user
 * @param width entries for each user
 * @param scores best first; of equal scores the one whose item has the lower place
 * @param places places of the items among all
 * @param counts how many entries each user has
 * @param looked pairs whose score was computed
 */
@SuppressWarnings("ArrayRecordComponent") // columns: never compared, never copied
record Best(int first, int width, long[] scores, int[] places, int[] counts, long looked) implements Serializable {

    int users() {
        return counts.length;
    }

    /**
     * The best of this and of another, which knows the same users and other items.
     *
     * @param top entries to keep for each user
     */
    Best and(Best other, int top) {
        int most = Math.min(top, width + other.width);
        Best merged = new Best(
                first,
                most,
                new long[users() * most],
                new int[users() * most],
                new int[users()],
                looked + other.looked);
        for (int user = 0; user < users(); user++) {
            int left = user * width;
            int right = user * other.width;
            int leftEnd = left + counts[user];
            int rightEnd = right + other.counts[user];
            int to = user * most;
            int end = to + most;
            while (to < end && (left < leftEnd || right < rightEnd)) {
                boolean mine = right == rightEnd
                        || (left < leftEnd
                                && (scores[left] > other.scores[right]
                                        || (scores[left] == other.scores[right]
                                                && places[left] < other.places[right])));
                merged.scores[to] = mine ? scores[left] : other.scores[right];
                merged.places[to++] = mine ? places[left++] : other.places[right++];
            }
            merged.counts[user] = to - user * most;
        }
        return merged;
    }

    /** The same for the writer. */
    ParallelScoring.Block block() {
        return new ParallelScoring.Block(first, first + users(), width, scores, places, counts);
    }

    /** What a block says, of a piece of items that begins at some place. */
    static Best of(ParallelScoring.Block block, int firstUser, int firstItem, long looked) {
        int[] places =
                Arrays.stream(block.places()).map(place -> place + firstItem).toArray();
        return new Best(firstUser, block.width(), block.scores(), places, block.counts(), looked);
    }
}
