package dev.pgwright.change.verification;

import dev.pgwright.text.Words;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What statements cost before a change, for the hours that they are compared with. */
public final class Baseline {
    /** Whose figures a statement is compared with. */
    public enum Kind {
        /** Those of the same hours in earlier weeks. */
        SAME_HOURS,
        /** Those of the hour or so before the change. */
        LAST_HOUR,
        /** All that was counted before the change, whatever the hour. */
        ALL_HOURS
    }

    /** Figures and where they come from. */
    public record Past(Kind kind, Cost cost) {}

    private final Map<Kind, Map<String, Cost>> costs = new LinkedHashMap<>();
    private final int weeks;
    private final Instant since;

    /**
     * For one window.
     *
     * @param before the reading right before the change
     * @param lastHour what was counted shortly before it; null when nobody looked
     * @param hours known of earlier times
     * @param from beginning of the window
     * @param to its end
     */
    Baseline(Reading before, @Nullable Interval lastHour, List<Hour> hours, Instant from, Instant to) {
        Set<Integer> wanted = Hour.ofWeek(from, to);
        List<Hour> like = hours.stream()
                .filter(hour ->
                        wanted.contains(Hour.ofWeek(hour.start())) && !hour.to().isAfter(before.at()))
                .toList();
        costs.put(Kind.SAME_HOURS, sum(like));
        costs.put(Kind.LAST_HOUR, lastHour == null || lastHour.problem() != null ? Map.of() : lastHour.costs());
        Map<String, Cost> all = new HashMap<>();
        before.statements().forEach((key, counted) -> all.put(key, counted.cost()));
        costs.put(Kind.ALL_HOURS, all);
        Instant reset = before.reset();
        this.weeks = (int) like.stream()
                .map(hour -> hour.start().getEpochSecond() / (3600L * Hour.HOURS_OF_WEEK))
                .distinct()
                .count();
        this.since = reset == null ? before.serverStart() : reset;
    }

    private static Map<String, Cost> sum(List<Hour> hours) {
        Map<String, Cost> sums = new HashMap<>();
        hours.forEach(hour -> hour.costs().forEach((key, cost) -> sums.merge(key, cost, Cost::plus)));
        return sums;
    }

    /** The most alike figures that have enough calls; else those with the most. */
    Past of(String key, long fewest) {
        Past best = new Past(Kind.ALL_HOURS, Cost.NONE);
        for (Map.Entry<Kind, Map<String, Cost>> candidate : costs.entrySet()) {
            Cost cost = candidate.getValue().getOrDefault(key, Cost.NONE);
            if (cost.calls() >= fewest) {
                return new Past(candidate.getKey(), cost);
            }
            if (cost.calls() > best.cost().calls()) {
                best = new Past(candidate.getKey(), cost);
            }
        }
        return best;
    }

    /** Which figures these are, for people. */
    String words(Kind kind) {
        return switch (kind) {
            case SAME_HOURS -> "the same hours of " + Words.count(weeks, "earlier week", "earlier weeks");
            case LAST_HOUR -> "the last hour before the change alone: other hours are not known";
            case ALL_HOURS ->
                "all that was counted from " + since + " to the change, whatever the hour: the same hours of other"
                        + " weeks are not known";
        };
    }
}
