package dev.pgwright.check.rls;

import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Skipped;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** Policies whose text could not be read because another session locks a table. */
final class UnreadPolicies {
    private UnreadPolicies() {}

    static Optional<Skipped> doubt(CheckInfo check, Snapshot snapshot) {
        List<String> locked = snapshot.rows(Facts.POLICY).stream()
                .filter(Policy::locked)
                .map(Policies::name)
                .toList();
        return locked.isEmpty()
                ? Optional.empty()
                : Optional.of(check.skipped(
                        "Another session locks the table of " + locked.get(0)
                                + (locked.size() > 1 ? " and of " + (locked.size() - 1) + " more policies" : ""),
                        "Try again when that session is done."));
    }
}
