package dev.pgwright.check.wal;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;

/** A server whose commits wait for a standby that is not there. */
public final class SynchronousStandbyMissing implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("synchronous-standby-missing", Theme.WAL, Impact.CRITICAL, Facts.REPLICATION, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        String names = Configured.text(snapshot, "synchronous_standby_names").orElse("");
        if (names.isBlank() || doubt(snapshot, thresholds).isPresent()) {
            return List.of();
        }
        long there = snapshot.rows(Facts.REPLICATION).stream()
                .filter(standby -> "sync".equals(standby.syncState()) || "quorum".equals(standby.syncState()))
                .count();
        long needed = needed(names);
        return there >= needed ? List.of() : List.of(finding(names, there, needed));
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(INFO.skipped(
                        "The role " + snapshot.server().role() + " does not see which standbys are synchronous",
                        "GRANT pg_monitor to the role."));
    }

    /** {@code FIRST 2 (a, b)}, {@code ANY 2 (a, b)}, {@code 2 (a, b)} or a list, which means one (syncrep_gram.y). */
    private static long needed(String names) {
        String number = names.strip().replaceFirst("(?i)^(first|any)\\s+", "").replaceFirst("\\s*\\(.*$", "");
        return number.matches("[0-9]+") ? Long.parseLong(number) : 1;
    }

    private static Finding finding(String names, long there, long needed) {
        return Finding.of(
                INFO,
                "synchronous_standby_names",
                Impact.CRITICAL,
                "Commits wait for " + needed + " synchronous " + (needed == 1 ? "standby" : "standbys") + ", and "
                        + there + (there == 1 ? " is" : " are") + " connected",
                Figures.of("setting", "synchronous_standby_names")
                        .and("value", names)
                        .and("needed", needed)
                        .and("connected", there),
                "Every transaction that writes waits at its commit, for ever: to the application the database stands"
                        + " still, while reads go on.");
    }
}
