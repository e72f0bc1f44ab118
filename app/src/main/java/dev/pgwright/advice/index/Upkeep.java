package dev.pgwright.advice.index;

import dev.pgwright.twin.IndexEstimate;

/**
 * What an index costs the statements that write, in the planner's units. The planner itself counts no such costs; these
 * are its own figures for that work when reading (btcostestimate and genericcostestimate in selfuncs.c), and a share
 * of a page written back.
 */
final class Upkeep {
    private static final double CPU_OPERATOR = 0.0025;
    private static final double CPU_INDEX_TUPLE = 0.005;
    /** Operators that descending a page stands for (DEFAULT_PAGE_CPU_MULTIPLIER). */
    private static final double PAGE_OPERATORS = 50;
    /** Sequential page costs for each entry: several entries meet in a leaf between two checkpoints. */
    private static final double PAGE_SHARE = 0.25;
    /** A removed row is cleaned up by vacuum, a page of entries at a time. */
    private static final double REMOVAL_SHARE = 0.2;
    /** Keys that a GIN index finds in a row, when nothing is known of it. */
    private static final double GIN_KEYS = 4;
    /** A BRIN entry is made for a range of pages, not for a row. */
    private static final double BRIN_SHARE = 0.02;

    private Upkeep() {}

    /**
     * Cost over the whole workload.
     *
     * @param entries new entries
     * @param deleted rows deleted
     * @param share of the table's rows that the index holds, 0 to 1
     */
    static double cost(String method, IndexEstimate size, double entries, double deleted, double share) {
        double kind = switch (method) {
            case "gin" -> GIN_KEYS;
            case "brin" -> BRIN_SHARE;
            default -> 1;
        };
        return kind * share * (entries + REMOVAL_SHARE * deleted) * perEntry(size);
    }

    private static double perEntry(IndexEstimate size) {
        double compared = size.tuples() > 1 ? Math.ceil(Math.log(size.tuples()) / Math.log(2)) * CPU_OPERATOR : 0;
        return compared + (size.height() + 1) * PAGE_OPERATORS * CPU_OPERATOR + CPU_INDEX_TUPLE + PAGE_SHARE;
    }
}
