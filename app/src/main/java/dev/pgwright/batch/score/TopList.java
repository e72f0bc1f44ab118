package dev.pgwright.batch.score;

/** The best of what was offered: a heap with the worst on top. Of equal scores the lower place is better. */
final class TopList {
    private final long[] scores;
    private final int[] places;
    private int size;

    TopList(int most) {
        scores = new long[most];
        places = new int[most];
    }

    void clear() {
        size = 0;
    }

    boolean isFull() {
        return size == scores.length;
    }

    /** The lowest score that may still enter. */
    long threshold() {
        return isFull() ? scores[0] : Long.MIN_VALUE;
    }

    int size() {
        return size;
    }

    void offer(long score, int place) {
        if (size < scores.length) {
            up(size++, score, place);
        } else if (worse(scores[0], places[0], score, place)) {
            down(0, score, place);
        }
    }

    private static boolean worse(long score, int place, long than, int thanPlace) {
        return score < than || (score == than && place > thanPlace);
    }

    private void up(int from, long score, int place) {
        int at = from;
        while (at > 0) {
            int parent = (at - 1) >>> 1;
            if (!worse(score, place, scores[parent], places[parent])) {
                break;
            }
            scores[at] = scores[parent];
            places[at] = places[parent];
            at = parent;
        }
        scores[at] = score;
        places[at] = place;
    }

    private void down(int from, long score, int place) {
        int at = from;
        int half = size >>> 1;
        while (at < half) {
            int child = 2 * at + 1;
            if (child + 1 < size && worse(scores[child + 1], places[child + 1], scores[child], places[child])) {
                child++;
            }
            if (!worse(scores[child], places[child], score, place)) {
                break;
            }
            scores[at] = scores[child];
            places[at] = places[child];
            at = child;
        }
        scores[at] = score;
        places[at] = place;
    }

    /** Writes what is held to the arrays from an index on, best first, and forgets it. */
    int drainTo(long[] toScores, int[] toPlaces, int from) {
        int count = size;
        for (int i = count - 1; i >= 0; i--) {
            toScores[from + i] = scores[0];
            toPlaces[from + i] = places[0];
            size--;
            if (size > 0) {
                down(0, scores[size], places[size]);
            }
        }
        return count;
    }
}
