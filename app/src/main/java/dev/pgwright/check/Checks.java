package dev.pgwright.check;

import dev.pgwright.check.index.DuplicateIndex;
import dev.pgwright.check.index.InvalidIndex;
import dev.pgwright.check.index.RedundantIndex;
import dev.pgwright.check.index.UnindexedForeignKey;
import dev.pgwright.check.index.UnusedIndex;
import dev.pgwright.check.rls.PolicyColumnWithoutIndex;
import dev.pgwright.check.rls.PolicyEvaluatedPerRow;
import dev.pgwright.check.rls.RlsDisabled;
import dev.pgwright.check.schema.NoPrimaryKey;
import java.util.List;
import java.util.Optional;

/** Every check, by id. */
public final class Checks {
    public static final List<Check> ALL = List.of(
            new DuplicateIndex(),
            new InvalidIndex(),
            new NoPrimaryKey(),
            new PolicyColumnWithoutIndex(),
            new PolicyEvaluatedPerRow(),
            new RedundantIndex(),
            new RlsDisabled(),
            new UnindexedForeignKey(),
            new UnusedIndex());

    private Checks() {}

    /** Their ids, in order. */
    public static List<String> ids() {
        return ALL.stream().map(check -> check.info().id()).toList();
    }

    /** The check of that id. */
    public static Optional<Check> find(String id) {
        return ALL.stream().filter(check -> check.info().id().equals(id)).findFirst();
    }
}
