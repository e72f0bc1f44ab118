package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;

/** Commits that are confirmed before they are on disk. */
public final class AsynchronousCommit implements Check {
    private static final String NAME = "synchronous_commit";

    private static final CheckInfo INFO =
            CheckInfo.of("asynchronous-commit", Theme.SETTINGS, Impact.MEDIUM, Facts.SETTING, Facts.ROLE_SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        SettingScopes scopes = new SettingScopes(snapshot);
        List<String> roles = new ArrayList<>();
        List<String> general = new ArrayList<>();
        scopes.server(NAME).filter("off"::equals).ifPresent(value -> general.add("server"));
        scopes.overrides().stream()
                .filter(one -> one.name().equals(NAME) && one.value().equals("off"))
                .forEach(one -> (one.role() == null ? general : roles).add(one.scope()));
        // For one role it is mostly on purpose, and fine for what can be sent again.
        return general.isEmpty() ? List.of() : List.of(finding(general, roles));
    }

    private static Finding finding(List<String> general, List<String> roles) {
        return Finding.of(
                INFO,
                NAME,
                Impact.MEDIUM,
                "Transactions are confirmed before they are on disk (" + String.join(", ", general) + ")",
                Figures.of("setting", NAME).and("where", general).and("roles", roles),
                "After a crash the transactions of the last moments are gone, though the application was told that they"
                        + " are safe. Nothing is damaged by it.");
    }
}
