package dev.pgwright.advice.index.search;

import java.util.BitSet;
import java.util.List;

/**
 * What to choose from.
 *
 * @param weights how often each statement is sent
 * @param relevant for each statement the candidates that could change its plan
 * @param own for each statement the candidates that were made for it
 * @param bytes predicted size of each candidate
 * @param upkeep what each candidate costs the writes of the workload, in the planner's units over the whole workload
 * @param given candidates that are there already: existing indexes, which cost nothing to keep
 */
public record Problem(
        double[] weights, List<BitSet> relevant, List<BitSet> own, long[] bytes, double[] upkeep, BitSet given) {
    /** Number of statements. */
    public int statements() {
        return weights.length;
    }

    /** Number of candidates. */
    public int candidates() {
        return bytes.length;
    }

    /** Bytes of those of the set that are to be built. */
    public long bytes(BitSet set) {
        return set.stream().filter(i -> !given.get(i)).mapToLong(i -> bytes[i]).sum();
    }

    /** What the set costs the writes. */
    public double upkeep(BitSet set) {
        return set.stream().mapToDouble(i -> upkeep[i]).sum();
    }
}
