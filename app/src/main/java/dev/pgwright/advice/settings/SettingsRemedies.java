package dev.pgwright.advice.settings;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class SettingsRemedies {
    public static final List<Remedy> ALL =
            List.of(new InstallPgStatStatements(), new ResetOverride(), new ResetPlannerSetting());

    private SettingsRemedies() {}
}
