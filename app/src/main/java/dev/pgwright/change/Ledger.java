package dev.pgwright.change;

import java.util.List;

/** The durable record of changes: an intent is written before the first step, every outcome after. */
public interface Ledger extends AutoCloseable {
    /** All changes, oldest first. */
    List<Change> all();

    /** Writes a new change and returns it with its id. */
    Change add(Change change);

    /** Writes a change's new state; it is durable when this returns. */
    void update(Change change);

    /** Where it is kept, for people: {@code schema pgwright of database shop} or a file. */
    String place();

    @Override
    void close();
}
