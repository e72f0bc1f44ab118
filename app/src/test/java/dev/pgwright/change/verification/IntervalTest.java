package dev.pgwright.change.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.verification.Reading.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What two readings allow to be said, and which hours are alike. */
class IntervalTest {
    /** A Monday. */
    private static final Instant NINE = Instant.parse("2026-11-16T09:00:00Z");

    private static final Instant START = NINE.minus(Duration.ofDays(40));
    private static final Instant RESET = NINE.minus(Duration.ofDays(30));

    private static Reading reading(Instant at, Map<String, Counted> statements) {
        return new Reading(at, START, RESET, 0, statements, Map.of(), null);
    }

    private static Counted counted(long calls, double ms) {
        return counted(calls, ms, null);
    }

    private static Counted counted(long calls, double ms, @Nullable Instant since) {
        return new Counted(Cost.of(calls, calls * ms, ms / 2, calls * 10), since);
    }

    @Test
    void meansAndVariancesAreThoseOfTheStretch() {
        Reading first = reading(NINE, Map.of("a", counted(1000, 2)));
        Cost stretch = Cost.of(100, 700, 3, 5000);
        Reading second = reading(
                NINE.plusSeconds(60),
                Map.of("a", new Counted(counted(1000, 2).cost().plus(stretch), null)));

        Cost cost = Interval.between(first, second).costs().get("a");

        assertThat(cost.calls()).isEqualTo(100);
        assertThat(cost.mean()).isEqualTo(7);
        assertThat(Math.sqrt(cost.variance())).isCloseTo(3, org.assertj.core.data.Percentage.withPercentage(1));
        assertThat(cost.blocksPerCall()).isEqualTo(50);
    }

    @Test
    void whatSaysNothingIsSaid() {
        Reading first = reading(NINE, Map.of("a", counted(1000, 2)));
        Reading back = reading(NINE.minusSeconds(3600), Map.of("a", counted(2000, 2)));
        Reading reset = new Reading(
                NINE.plusSeconds(60), START, NINE.plusSeconds(30), 0, Map.of("a", counted(9, 2)), Map.of(), null);
        Reading restarted = new Reading(
                NINE.plusSeconds(60), NINE.plusSeconds(9), RESET, 0, Map.of("a", counted(2000, 2)), Map.of(), null);
        Reading absent =
                new Reading(NINE.plusSeconds(60), START, null, 0, Map.of(), Map.of(), "pg_stat_statements is away");

        assertThat(Interval.between(first, back).problem()).contains("clock went back");
        assertThat(Interval.between(first, reset).problem()).contains("were reset");
        assertThat(Interval.between(first, restarted).problem()).contains("started anew");
        assertThat(Interval.between(first, absent).problem()).contains("is away");
        assertThat(Interval.between(first, back).costs()).isEmpty();
    }

    @Test
    void forgottenStatementsAreNotMistaken() {
        Reading first = reading(
                NINE, Map.of("evicted", counted(100, 2), "again", counted(100, 2), "since", counted(100, 2, RESET)));
        Reading second = reading(
                NINE.plusSeconds(60),
                Map.of("again", counted(50, 2), "since", counted(900, 2, NINE.plusSeconds(1)), "new", counted(30, 1)));

        Interval interval = Interval.between(first, second);

        assertThat(interval.lost()).containsOnlyKeys("evicted", "again", "since");
        assertThat(interval.costs()).containsOnlyKeys("new");
    }

    @Test
    void hoursAreComparedWithTheirLikes() {
        List<Hour> hours = new java.util.ArrayList<>();
        for (int week = 1; week <= 3; week++) {
            Instant monday = NINE.minus(Duration.ofDays(7 * week));
            hours.add(new Hour(monday, monday.plusSeconds(3600), Map.of("a", Cost.of(50, 500, 1, 500))));
            Instant night = monday.minus(Duration.ofHours(6));
            hours.add(new Hour(night, night.plusSeconds(3600), Map.of("a", Cost.of(50, 50, 1, 500))));
        }
        Reading before = reading(NINE, Map.of("a", counted(5000, 3)));
        Baseline morning = new Baseline(before, null, hours, NINE.plusSeconds(60), NINE.plusSeconds(1800));
        Baseline noon = new Baseline(before, null, hours, NINE.plusSeconds(3 * 3600), NINE.plusSeconds(3 * 3600 + 60));

        assertThat(morning.of("a", 20).kind()).isEqualTo(Baseline.Kind.SAME_HOURS);
        assertThat(morning.of("a", 20).cost().mean()).isEqualTo(10);
        assertThat(morning.words(Baseline.Kind.SAME_HOURS)).contains("3 earlier weeks");
        assertThat(noon.of("a", 20).kind()).isEqualTo(Baseline.Kind.ALL_HOURS);
        assertThat(noon.of("a", 20).cost().mean()).isEqualTo(3);
    }

    @Test
    void aStretchOfSeveralHoursBelongsToNone() {
        Reading first = reading(NINE, Map.of("a", counted(100, 2)));
        Map<String, Counted> later = Map.of("a", counted(200, 2));

        assertThat(Hour.of(Interval.between(first, reading(NINE.plusSeconds(3000), later))))
                .hasValueSatisfying(hour -> assertThat(hour.start()).isEqualTo(NINE));
        assertThat(Hour.of(Interval.between(first, reading(NINE.plusSeconds(6 * 3600), later))))
                .isEmpty();
        assertThat(Hour.ofWeek(NINE)).isEqualTo(9);
        assertThat(Hour.ofWeek(NINE.minus(Duration.ofHours(10)), NINE))
                .contains(167, 0, 9)
                .hasSize(11);
    }
}
