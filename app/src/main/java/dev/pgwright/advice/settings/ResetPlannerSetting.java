package dev.pgwright.advice.settings;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/**
 * Takes a harmful setting off the database, so that the server's counts. Those of roles and servers are their
 * owners'.
 */
public final class ResetPlannerSetting implements Remedy {
    @Override
    public String check() {
        return "planner-setting";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        String before = finding.text("value_of_database");
        if (before.isEmpty()) {
            return Optional.empty();
        }
        String setting = finding.text("setting");
        return Optional.of(new Proposal(
                Stage.SETTING,
                List.of(new SetDatabaseSetting(snapshot.server().database(), setting, before, null)),
                List.of(finding.key()),
                "The planner decides about " + setting + " as on the rest of the server",
                "Plans of all statements may change; sessions that are open keep the old value.",
                List.of()));
    }
}
