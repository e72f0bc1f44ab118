package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Subscription;
import java.util.List;
import java.util.Optional;

/** A subscription that takes no changes. */
public final class SubscriptionStopped implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("subscription-stopped", Theme.WAL, Impact.HIGH, Facts.SUBSCRIPTION, Facts.ACTIVITY);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        long enabled = snapshot.rows(Facts.SUBSCRIPTION).stream()
                .filter(Subscription::enabled)
                .count();
        long workers = snapshot.rows(Facts.ACTIVITY).stream()
                .filter(activity -> snapshot.server().database().equals(activity.database()))
                .filter(activity -> String.valueOf(activity.backendType()).startsWith("logical replication"))
                .count();
        // Which worker serves which subscription is not told, so only a server without any is sure to fail.
        return snapshot.rows(Facts.SUBSCRIPTION).stream()
                .filter(subscription -> !subscription.enabled() || (enabled > 0 && workers == 0))
                .map(SubscriptionStopped::finding)
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        boolean blind = !snapshot.server().readsAllStatistics()
                && !snapshot.rows(Facts.SUBSCRIPTION).isEmpty();
        return blind
                ? Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see the processes that apply changes",
                        "GRANT pg_monitor to the role."))
                : Optional.empty();
    }

    private static Finding finding(Subscription subscription) {
        return Finding.of(
                INFO,
                subscription.name(),
                Impact.HIGH,
                "Subscription " + subscription.name()
                        + (subscription.enabled() ? " has no process that applies changes" : " is switched off"),
                Figures.of("subscription", subscription.name())
                        .and("enabled", subscription.enabled())
                        .and("slot", subscription.slot())
                        .and("apply_errors", subscription.applyErrors())
                        .and("sync_errors", subscription.syncErrors()),
                "Its tables do not follow the publisher any more, and its slot there keeps WAL until the disk is full.");
    }
}
