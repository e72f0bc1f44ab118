package dev.pgwright.check.partition;

import java.time.DayOfWeek;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How long a partition's range is. */
public enum Period {
    DAY,
    WEEK,
    MONTH,
    YEAR;

    /** The name of the unit. */
    public String unit() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** So many periods later. */
    public LocalDateTime plus(LocalDateTime time, long periods) {
        return time.plus(periods, ChronoUnit.valueOf(name() + "S"));
    }

    /** The beginning of the period in which a moment lies. */
    public LocalDateTime begin(LocalDateTime time) {
        LocalDateTime day = time.truncatedTo(ChronoUnit.DAYS);
        return switch (this) {
            case DAY -> day;
            case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> day.withDayOfMonth(1);
            case YEAR -> day.withDayOfYear(1);
        };
    }

    /** The period that leads from one moment to the other. */
    static Optional<Period> between(LocalDateTime from, LocalDateTime to) {
        return Stream.of(values())
                .filter(period -> period.plus(from, 1).equals(to))
                .findFirst();
    }
}
