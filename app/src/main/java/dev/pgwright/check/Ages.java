package dev.pgwright.check;

import dev.pgwright.snapshot.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How old counters and moments are, by the server's clock. */
public final class Ages {
    private Ages() {}

    /** Time since a moment; nothing for none. */
    public static Duration since(Snapshot snapshot, @Nullable Instant moment) {
        return moment == null ? Duration.ZERO : Duration.between(moment, snapshot.takenAt());
    }

    /** How long counters that were reset at that moment have been counting; since the server's start at the least. */
    public static Duration counted(Snapshot snapshot, @Nullable Instant reset) {
        return since(snapshot, reset == null ? snapshot.server().startTime() : reset);
    }

    /** Why the database's counters say nothing yet; none when they have counted for so long. */
    public static Optional<Skipped> tooYoung(Snapshot snapshot, Duration needed, CheckInfo check) {
        return tooYoung(snapshot.statisticsAge(), needed, check);
    }

    /** Why counters of that age say nothing yet; none when it is enough. */
    public static Optional<Skipped> tooYoung(Duration age, Duration needed, CheckInfo check) {
        return age.compareTo(needed) >= 0
                ? Optional.empty()
                : Optional.of(check.skipped(
                        "The server has counted for " + age.toHours() + " hours, fewer than the " + needed.toHours()
                                + " that show how it works in general",
                        "Look again when it has worked longer since its start or the reset of its statistics."));
    }
}
