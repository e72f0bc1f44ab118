package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import java.util.List;

/** The checks of this theme. */
public final class SettingsChecks {
    public static final List<Check> ALL = List.of(new MissingTimeout(), new PlannerSetting());

    private SettingsChecks() {}
}
