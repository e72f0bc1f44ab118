package dev.pgwright.advice.settings;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.SetDatabaseSetting;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Takes a forgotten default off this database, so that the server's value holds. Roles are their owners'. */
public final class ResetOverride implements Remedy {
    @Override
    public String check() {
        return "overridden-setting";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        if (!finding.text("whole_database").equals("true")) {
            return Optional.empty();
        }
        String setting = finding.text("setting");
        return Optional.of(new Proposal(
                Stage.SETTING,
                List.of(new SetDatabaseSetting(snapshot.server().database(), setting, finding.text("value"), null)),
                List.of(finding.key()),
                "The server's " + setting + " holds in this database as well",
                "Sessions that are open keep the old value.",
                List.of()));
    }
}
