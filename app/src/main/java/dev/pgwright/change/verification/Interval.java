package dev.pgwright.change.verification;

import dev.pgwright.change.verification.Reading.Counted;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What was counted between two readings.
 *
 * @param costs of statements that were called, by {@link Reading#key}
 * @param lost why a statement's figures say nothing, by the same key
 * @param problem why no figure says anything; null when they do
 */
public record Interval(
        Instant from,
        Instant to,
        Map<String, Cost> costs,
        Map<String, String> lost,
        @Nullable String problem) {
    public Interval {
        costs = Map.copyOf(costs);
        lost = Map.copyOf(lost);
    }

    static Interval between(Reading first, Reading second) {
        String problem = problem(first, second);
        Map<String, Cost> costs = new LinkedHashMap<>();
        Map<String, String> lost = new LinkedHashMap<>();
        if (problem == null) {
            second.statements().forEach((key, counted) -> {
                Counted earlier = first.statements().get(key);
                if (earlier == null) {
                    costs.put(key, counted.cost());
                } else if (isCountedAnew(earlier, counted)) {
                    lost.put(key, "it was forgotten for want of room and counted anew");
                } else if (counted.cost().calls() > earlier.cost().calls()) {
                    costs.put(key, counted.cost().since(earlier.cost()));
                }
            });
            first.statements().keySet().stream()
                    .filter(key -> !second.statements().containsKey(key))
                    .forEach(key -> lost.put(key, "pg_stat_statements has forgotten it for want of room"));
        }
        return new Interval(first.at(), second.at(), costs, lost, problem);
    }

    private static boolean isCountedAnew(Counted earlier, Counted later) {
        return later.cost().calls() < earlier.cost().calls()
                || later.cost().totalMs() < earlier.cost().totalMs()
                || !Objects.equals(earlier.since(), later.since());
    }

    private static @Nullable String problem(Reading first, Reading second) {
        if (first.problem() != null || second.problem() != null) {
            return first.problem() == null ? second.problem() : first.problem();
        }
        if (!second.at().isAfter(first.at())) {
            return "the server's clock went back, from " + first.at() + " to " + second.at();
        }
        if (!first.serverStart().equals(second.serverStart())) {
            return "the server was started anew at " + second.serverStart() + ": its memory was empty then";
        }
        return Objects.equals(first.reset(), second.reset()) ? null : "the statistics were reset at " + second.reset();
    }

    Duration length() {
        return Duration.between(from, to);
    }
}
