package dev.pgwright.advice.settings;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedy;
import dev.pgwright.advice.Stage;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.CreateExtension;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Schema;
import dev.pgwright.snapshot.Snapshot;
import java.util.Map;
import java.util.Optional;

/** Installs pg_stat_statements where the server has it loaded; loading it needs a restart, which is the owner's. */
public final class InstallPgStatStatements implements Remedy {
    /** Where Supabase and others keep extensions away from the API. */
    private static final String USUAL_SCHEMA = "extensions";

    @Override
    public String check() {
        return "missing-pg-stat-statements";
    }

    @Override
    public Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        Map<String, Object> facts = finding.facts();
        boolean possible = Boolean.TRUE.equals(facts.get("preloaded"))
                && Boolean.TRUE.equals(facts.get("available"))
                && Boolean.FALSE.equals(facts.get("installed"));
        if (!possible) {
            return Optional.empty();
        }
        String schema = snapshot.rows(Facts.SCHEMA).stream()
                .map(Schema::name)
                .filter(USUAL_SCHEMA::equals)
                .findFirst()
                .orElse(null);
        return Optional.of(Proposal.of(
                Stage.REPAIR,
                new CreateExtension(finding.object(), schema),
                finding.key(),
                "The server counts what each statement costs"));
    }
}
