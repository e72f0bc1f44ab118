package dev.pgwright.check.index;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class IndexChecks {
    public static final List<Check> ALL = List.of(
            new DuplicateIndex(),
            new InvalidIndex(),
            new RedundantIndex(),
            new UnindexedForeignKey(),
            new UnusedIndex());

    private IndexChecks() {}
}
