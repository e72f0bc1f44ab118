package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class SettingsChecks {
    public static final List<Check> ALL = List.of(
            new AsynchronousCommit(),
            new ChecksumFailures(),
            new ConfigurationRefused(),
            new MissingTimeout(),
            new OverriddenSetting(),
            new PendingRestart(),
            new PlannerSetting(),
            new SmallSharedBuffers(),
            new StatisticsNotCollected(),
            new UnsafeDurability());

    private SettingsChecks() {}
}
