package dev.pgwright.snapshot;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether a fact could be read: its rows, or why there are none. */
public sealed interface FactState<T extends Record> {
    /** The rows; none when the fact is unavailable. */
    List<T> rows();

    /** Both rows together in the given order; one part that is unavailable makes the whole so. */
    default FactState<T> and(FactState<T> other, Optional<Comparator<T>> order) {
        if (this instanceof Unavailable<T>) {
            return this;
        }
        if (other instanceof Unavailable<T>) {
            return other;
        }
        Stream<T> all = Stream.concat(rows().stream(), other.rows().stream());
        return new Available<>(order.map(all::sorted).orElse(all).toList());
    }

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
