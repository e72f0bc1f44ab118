package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** Settings that were changed and wait for a restart. */
public final class PendingRestart implements Check {
    private static final CheckInfo INFO = CheckInfo.of("pending-restart", Theme.SETTINGS, Impact.LOW, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<String> waiting = snapshot.rows(Facts.SETTING).stream()
                .filter(Setting::pendingRestart)
                .map(Setting::name)
                .sorted()
                .toList();
        return waiting.isEmpty()
                ? List.of()
                : List.of(Finding.of(
                        INFO,
                        "server",
                        Impact.LOW,
                        "Changed settings wait for a restart of the server: " + String.join(", ", waiting),
                        Figures.of("settings", waiting),
                        "The server works with the old values. At its next restart, planned or not, it takes the new ones:"
                                + " a bad moment to find out that one of them is wrong."));
    }
}
