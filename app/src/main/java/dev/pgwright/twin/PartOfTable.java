package dev.pgwright.twin;

import dev.pgwright.twin.DistinctEstimates.Seen;
import java.util.List;
import java.util.Optional;

/** What was seen of the rows of a table that meet a condition. */
public interface PartOfTable {
    /** How many there are. */
    double rows();

    /** Share of them in which a column is NULL. */
    double nullFraction(String column);

    /** Their combinations of these columns. */
    Seen of(List<String> columns);

    /** The same after a closer look; nothing when there is no way to look closer. May take seconds. */
    Optional<Seen> closer(List<String> columns);
}
