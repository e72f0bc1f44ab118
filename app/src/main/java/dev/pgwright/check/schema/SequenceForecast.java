package dev.pgwright.check.schema;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Sequence;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.TableStatistics;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When a sequence runs out, if its table goes on growing as it did, or as between two snapshots. */
public final class SequenceForecast {
    private SequenceForecast() {}

    /**
     * Days until so many numbers are used up, by the rows that were inserted since the statistics began; none when they
     * are too young or nothing was inserted.
     */
    public static Optional<Long> days(Snapshot snapshot, Sequence sequence, long left, Duration age) {
        Duration counted = snapshot.statisticsAge();
        long inserted = sequence.ownerOid() == null
                ? 0
                : snapshot.tableStatistics(sequence.ownerOid())
                        .map(TableStatistics::rowsInserted)
                        .orElse(0L);
        return counted.compareTo(age) < 0 ? Optional.empty() : days(left, inserted * sequence.increment(), counted);
    }

    /**
     * The moment at which a sequence comes to this number, by where it stood in two snapshots; none when it stood
     * still.
     */
    public static Optional<Instant> reaches(Snapshot earlier, Snapshot later, Sequence sequence, long greatest) {
        Optional<Long> before = value(earlier, sequence);
        Optional<Long> now = value(later, sequence);
        if (before.isEmpty() || now.isEmpty()) {
            return Optional.empty();
        }
        Duration between = Duration.between(earlier.takenAt(), later.takenAt());
        return days(greatest - now.get(), now.get() - before.get(), between)
                .map(days -> later.takenAt().plus(Duration.ofDays(days)));
    }

    private static Optional<Long> days(long left, long used, Duration in) {
        return used <= 0 || in.isZero() || in.isNegative()
                ? Optional.empty()
                : Optional.of((long) (left / (double) used * in.toSeconds() / 86_400));
    }

    private static Optional<Long> value(Snapshot snapshot, Sequence sequence) {
        return snapshot.rows(Facts.SEQUENCE_VALUE).stream()
                .filter(value -> value.oid() == sequence.oid())
                .flatMap(value -> Optional.ofNullable(value.lastValue()).stream())
                .findFirst();
    }
}
