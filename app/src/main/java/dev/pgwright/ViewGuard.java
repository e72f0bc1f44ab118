package dev.pgwright;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.equivalence.Equivalence;
import dev.pgwright.proof.equivalence.EquivalenceProof;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.EmptyCopy;
import java.util.List;

/** Lets no view be replaced by one that answers otherwise: both are asked on generated rows in a copy of the schema. */
final class ViewGuard {
    private static final long SEED = 1;
    private static final int ROUNDS = 3;

    private final CacheFolder cache;
    private final Progress progress;

    ViewGuard(CacheFolder cache, Progress progress) {
        this.cache = cache;
        this.progress = progress;
    }

    /** Throws when a change of the plan makes a view answer otherwise; says so when it cannot be told. */
    void check(Target target, List<Operation> plan) {
        List<ReplaceObject> views = plan.stream()
                .filter(ReplaceObject.class::isInstance)
                .map(ReplaceObject.class::cast)
                .filter(change -> isView(change.replaced()))
                .toList();
        if (views.isEmpty()) {
            return;
        }
        progress.report("comparing views before and after on generated rows");
        Snapshot snapshot;
        try (Session session = Session.open(target)) {
            snapshot = SnapshotReader.read(session);
        }
        try (EmptyCopy copy = EmptyCopy.start(cache, snapshot)) {
            EquivalenceProof proof = new EquivalenceProof(snapshot, SEED, ROUNDS);
            views.forEach(change -> proof.replaced(copy, change).ifPresent(found -> judge(change, found)));
        }
    }

    private static boolean isView(DatabaseObject object) {
        return object.type() == DatabaseObject.Type.VIEW || object.type() == DatabaseObject.Type.MATERIALIZED_VIEW;
    }

    private void judge(ReplaceObject change, Equivalence found) {
        if (found instanceof Equivalence.Different) {
            throw new PgwrightException(
                    ErrorCode.CHANGE_FAILED,
                    change.title() + " would change what it answers. " + found.words(),
                    "Nothing was changed. Take it out of the plan; where another answer is what you want, replace the"
                            + " view by a migration of your own.");
        }
        progress.report(change.title() + ": " + found.words());
    }
}
