package dev.pgwright.advice.index.search;

import java.util.BitSet;
import java.util.List;

/** What to choose from. Statements and candidates are numbered from 0. */
public final class Problem {
    private final double[] weights;
    private final List<BitSet> relevant;
    private final List<BitSet> own;
    private final long[] bytes;
    private final double[] upkeep;
    private final BitSet given;

    /**
     * A problem.
     *
     * @param weights how often each statement is sent
     * @param relevant for each statement the candidates that could change its plan
     * @param own for each statement the candidates that were made for it
     * @param bytes predicted size of each candidate
     * @param upkeep what each candidate costs the writes of the workload, in the planner's units over all of it
     * @param given candidates that are there already: existing indexes, which cost nothing to keep
     */
    public Problem(
            double[] weights, List<BitSet> relevant, List<BitSet> own, long[] bytes, double[] upkeep, BitSet given) {
        this.weights = weights.clone();
        this.relevant = List.copyOf(relevant);
        this.own = List.copyOf(own);
        this.bytes = bytes.clone();
        this.upkeep = upkeep.clone();
        this.given = (BitSet) given.clone();
    }

    /** Number of statements. */
    public int statements() {
        return weights.length;
    }

    /** Number of candidates. */
    public int candidates() {
        return bytes.length;
    }

    /** How often a statement is sent. */
    public double weight(int statement) {
        return weights[statement];
    }

    BitSet relevant(int statement) {
        return relevant.get(statement);
    }

    BitSet own(int statement) {
        return own.get(statement);
    }

    /** Predicted size of a candidate. */
    public long bytes(int candidate) {
        return bytes[candidate];
    }

    /** What a candidate costs the writes of the workload. */
    public double upkeep(int candidate) {
        return upkeep[candidate];
    }

    boolean isGiven(int candidate) {
        return given.get(candidate);
    }

    /** A copy of the set of those that are there already. */
    public BitSet given() {
        return (BitSet) given.clone();
    }

    /** Those that fit into a budget alone, and the given ones. */
    BitSet fitting(long budgetBytes) {
        BitSet all = new BitSet();
        all.set(0, candidates());
        return upTo(all, (double) budgetBytes);
    }

    /** Those of a set that are not larger, and the given ones of it. */
    BitSet upTo(BitSet set, double mostBytes) {
        BitSet small = (BitSet) set.clone();
        set.stream().filter(i -> !given.get(i) && bytes[i] > mostBytes).forEach(small::clear);
        return small;
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
