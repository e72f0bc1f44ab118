package dev.pgwright.change.verification;

/**
 * What calls of a statement have cost, as sums, so that two readings make an interval and intervals add up.
 *
 * @param totalMs run time of all calls in milliseconds
 * @param squares sum of the squares of each call's milliseconds
 * @param blocks blocks that were looked at: shared, local and temporary ones, from memory or not
 */
public record Cost(long calls, double totalMs, double squares, long blocks) {
    public static final Cost NONE = new Cost(0, 0, 0, 0);

    /**
     * From what pg_stat_statements shows: its standard deviation is that of the population, the root of the summed
     * squares of differences divided by the calls (pg_stat_statements.c, sum_var_time).
     */
    static Cost of(long calls, double totalMs, double stddevMs, long blocks) {
        double mean = calls == 0 ? 0 : totalMs / calls;
        return new Cost(calls, totalMs, calls * (stddevMs * stddevMs + mean * mean), blocks);
    }

    Cost plus(Cost other) {
        return new Cost(calls + other.calls, totalMs + other.totalMs, squares + other.squares, blocks + other.blocks);
    }

    /** What came after the other reading. */
    Cost since(Cost earlier) {
        return new Cost(
                calls - earlier.calls,
                totalMs - earlier.totalMs,
                Math.max(0, squares - earlier.squares),
                blocks - earlier.blocks);
    }

    /** Milliseconds of a call; NaN without calls. */
    public double mean() {
        return calls == 0 ? Double.NaN : totalMs / calls;
    }

    /** Variance of a call's milliseconds, from the sample. */
    double variance() {
        return calls < 2 ? 0 : Math.max(0, squares - totalMs * totalMs / calls) / (calls - 1);
    }

    /** Blocks of a call; NaN without calls. */
    public double blocksPerCall() {
        return calls == 0 ? Double.NaN : (double) blocks / calls;
    }
}
