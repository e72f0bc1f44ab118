package dev.pgwright.advice.index;

import dev.pgwright.twin.DistinctEstimates;

/**
 * What a few pages of the target's tables say better than its statistics; needed for the sizes of indexes only.
 *
 * @param shares rows that meet the condition of a partial index
 * @param distincts combinations of columns that go together, of which the statistics know nothing
 */
public record Samples(ConditionShares shares, DistinctEstimates distincts) {
    /** There is no target to ask: all comes from the statistics. */
    public static final Samples NONE = new Samples(ConditionShares.UNKNOWN, DistinctEstimates.NONE);
}
