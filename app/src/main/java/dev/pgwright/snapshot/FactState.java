package dev.pgwright.snapshot;

import java.util.List;

/** Whether a fact could be read: its rows, or why there are none. */
public sealed interface FactState<T extends Record> {
    /** The rows; none when the fact is unavailable. */
    List<T> rows();

    /** The fact was read. */
    record Available<T extends Record>(List<T> rows) implements FactState<T> {
        public Available {
            rows = List.copyOf(rows);
        }
    }

    /**
     * The fact could not be read.
     *
     * @param why one sentence without a full stop
     * @param howToEnable what makes it readable, a short imperative
     */
    record Unavailable<T extends Record>(String why, String howToEnable) implements FactState<T> {
        @Override
        public List<T> rows() {
            return List.of();
        }
    }
}
