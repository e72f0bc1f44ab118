package dev.pgwright.check;

import dev.pgwright.check.cache.CacheHitRatio;
import dev.pgwright.check.connection.ConnectionsNearLimit;
import dev.pgwright.check.connection.IdleInTransaction;
import dev.pgwright.check.index.DuplicateIndex;
import dev.pgwright.check.index.InvalidIndex;
import dev.pgwright.check.index.RedundantIndex;
import dev.pgwright.check.index.UnindexedForeignKey;
import dev.pgwright.check.index.UnusedIndex;
import dev.pgwright.check.partition.PartitionDefaultRows;
import dev.pgwright.check.partition.PartitionEmpty;
import dev.pgwright.check.partition.PartitionMissing;
import dev.pgwright.check.partition.PartitionNotPruned;
import dev.pgwright.check.partition.PartitionRetentionOverdue;
import dev.pgwright.check.partition.PartitionTooMany;
import dev.pgwright.check.partition.PartitionUnattached;
import dev.pgwright.check.query.DominatingStatement;
import dev.pgwright.check.query.MissingPgStatStatements;
import dev.pgwright.check.query.SlowStatement;
import dev.pgwright.check.rls.PolicyColumnWithoutIndex;
import dev.pgwright.check.rls.PolicyEvaluatedPerRow;
import dev.pgwright.check.rls.RlsDisabled;
import dev.pgwright.check.schema.NoPrimaryKey;
import dev.pgwright.check.settings.MissingTimeout;
import dev.pgwright.check.settings.PlannerSetting;
import dev.pgwright.check.vacuum.AutovacuumDisabled;
import dev.pgwright.check.vacuum.DeadTuples;
import dev.pgwright.check.vacuum.OverdueVacuum;
import dev.pgwright.check.vacuum.StaleStatistics;
import java.util.List;
import java.util.Optional;

/** Every check, by id. */
public final class Checks {
    public static final List<Check> ALL = List.of(
            new AutovacuumDisabled(),
            new CacheHitRatio(),
            new ConnectionsNearLimit(),
            new DeadTuples(),
            new DominatingStatement(),
            new DuplicateIndex(),
            new IdleInTransaction(),
            new InvalidIndex(),
            new MissingPgStatStatements(),
            new MissingTimeout(),
            new NoPrimaryKey(),
            new OverdueVacuum(),
            new PartitionDefaultRows(),
            new PartitionEmpty(),
            new PartitionMissing(),
            new PartitionNotPruned(),
            new PartitionRetentionOverdue(),
            new PartitionTooMany(),
            new PartitionUnattached(),
            new PlannerSetting(),
            new PolicyColumnWithoutIndex(),
            new PolicyEvaluatedPerRow(),
            new RedundantIndex(),
            new RlsDisabled(),
            new SlowStatement(),
            new StaleStatistics(),
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
