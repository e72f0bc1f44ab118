package dev.pgwright.bench.tpc;

import java.util.List;
import java.util.function.Consumer;

/**
 * Rows of one table, or of a table and the one whose rows are made along with it, in the generator's order: which is
 * the
 * order on disk, and so decides the correlation that the planner sees.
 */
interface RowSource {
    /** The tables that it fills, in the order of the sinks. */
    List<String> tables();

    /**
     * Sends every row to the sink of its table.
     *
     * @param sinks one per table; takes a line of COPY's text format with {@code |} between and nothing for null
     */
    void send(List<Consumer<String>> sinks);
}
