package dev.pgwright.batch.score;

import java.util.List;

/**
 * What a run did.
 *
 * @param pairs users times items
 * @param k items kept of each user at most
 * @param peakHeapBytes most memory of the heap's pools in use at any time
 * @param pruned pairs whose score did not have to be computed
 * @param generation number of the generation that readers now see
 * @param notes what the user should know, one sentence each
 */
public record ScoreOutcome(
        String engine,
        long users,
        long items,
        long pairs,
        int k,
        long rowsWritten,
        Seconds seconds,
        double pairsPerSecond,
        long peakHeapBytes,
        long pruned,
        int generation,
        List<String> notes) {

    /** Wall times in seconds. */
    public record Seconds(double read, double score, double write, double total) {}
}
