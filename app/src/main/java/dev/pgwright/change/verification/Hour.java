package dev.pgwright.change.verification;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What was counted within an hour: statements of a Monday morning are compared with those of other Monday mornings.
 *
 * @param start of the hour, UTC
 * @param to end of what was counted
 */
public record Hour(Instant start, Instant to, Map<String, Cost> costs) {
    /** Longer ones mix hours. */
    private static final Duration LONGEST = Duration.ofMinutes(75);

    private static final int HOURS_OF_DAY = 24;
    static final int HOURS_OF_WEEK = 7 * HOURS_OF_DAY;

    public Hour {
        costs = Map.copyOf(costs);
    }

    /** The hour that most of the interval lies in; none when it spans several or says nothing. */
    static Optional<Hour> of(Interval interval) {
        boolean usable = interval.problem() == null
                && interval.length().compareTo(LONGEST) <= 0
                && !interval.costs().isEmpty();
        Instant middle = interval.from().plus(interval.length().dividedBy(2));
        return usable
                ? Optional.of(new Hour(middle.truncatedTo(ChronoUnit.HOURS), interval.to(), interval.costs()))
                : Optional.empty();
    }

    /** Hours since Monday 00:00 UTC. */
    static int ofWeek(Instant moment) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        return (utc.getDayOfWeek().getValue() - 1) * HOURS_OF_DAY + utc.getHour();
    }

    /** Hours of the week that a stretch of time touches. */
    static Set<Integer> ofWeek(Instant from, Instant to) {
        Set<Integer> hours = new TreeSet<>();
        Instant at = from.truncatedTo(ChronoUnit.HOURS);
        while (!at.isAfter(to) && hours.size() < HOURS_OF_WEEK) {
            hours.add(ofWeek(at));
            at = at.plus(1, ChronoUnit.HOURS);
        }
        return hours;
    }
}
