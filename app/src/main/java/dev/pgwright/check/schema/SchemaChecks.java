package dev.pgwright.check.schema;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class SchemaChecks {
    public static final List<Check> ALL = List.of(
            new MaterializedViewBlocksReaders(),
            new MaterializedViewEmpty(),
            new MaterializedViewStale(),
            new MaterializedViewUnused(),
            new NoPrimaryKey(),
            new SequenceExhaustion());

    private SchemaChecks() {}
}
