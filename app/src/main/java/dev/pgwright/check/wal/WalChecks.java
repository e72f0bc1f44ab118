package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class WalChecks {
    public static final List<Check> ALL = List.of(
            new ArchiveBacklog(),
            new ArchivingFails(),
            new FrequentCheckpoints(),
            new InactiveSlot(),
            new LostSlot(),
            new PublishedWithoutIdentity(),
            new SlotWithoutLimit(),
            new SpillingSlot(),
            new StandbyLag(),
            new SubscriptionStopped(),
            new SynchronousStandbyMissing(),
            new WalPilesUp());

    private WalChecks() {}
}
