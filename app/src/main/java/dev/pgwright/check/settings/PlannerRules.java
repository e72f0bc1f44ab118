package dev.pgwright.check.settings;

import dev.pgwright.check.Impact;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.settings.SettingScopes.Scoped;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.DoublePredicate;

/** Values that fight the planner, and what they do. */
final class PlannerRules {
    private static final double DEFAULT_RANDOM_PAGE_COST = 4;
    /** Below this a query is compiled that is over before the compiler is. */
    private static final double SMALL_JIT_COST = 10_000;

    private static final Set<String> NUMBERS = Set.of(
            "random_page_cost",
            "work_mem",
            "max_parallel_workers_per_gather",
            "effective_cache_size",
            "jit_above_cost");
    /** Switches that plans hardly miss: they are off by default, or a matter of taste. */
    private static final Set<String> HARMLESS_SWITCHES =
            Set.of("enable_partitionwise_join", "enable_partitionwise_aggregate", "enable_group_by_reordering");

    private static final Set<String> OFF = Set.of("off", "false", "no", "0", "f", "n", "of");

    private final SettingScopes scopes;
    private final Thresholds thresholds;

    PlannerRules(SettingScopes scopes, Thresholds thresholds) {
        this.scopes = scopes;
        this.thresholds = thresholds;
    }

    static boolean concerns(String name) {
        return NUMBERS.contains(name) || isSwitch(name);
    }

    private static boolean isSwitch(String name) {
        return name.startsWith("enable_") && !HARMLESS_SWITCHES.contains(name);
    }

    Impact impact(String name) {
        return isSwitch(name) ? Impact.HIGH : Impact.MEDIUM;
    }

    /** What a value does to plans; none when it is a sensible one. */
    Optional<String> harm(Scoped scoped) {
        String name = scoped.name();
        if (isSwitch(name)) {
            return OFF.contains(scoped.value().toLowerCase(Locale.ROOT))
                    ? Optional.of("One way to execute is forbidden everywhere, also where it is the best one by far.")
                    : Optional.empty();
        }
        return switch (name) {
            case "random_page_cost" -> randomPageCost(scoped);
            case "work_mem" ->
                when(
                        scoped,
                        bytes -> bytes < thresholds.smallWorkMemBytes(),
                        "Sorts and hashes of a few thousand rows already go to disk, and plans avoid hashing.");
            case "max_parallel_workers_per_gather" ->
                // A role of its own may well do without.
                when(scoped, number -> number == 0 && scoped.role() == null, "No query may use a second processor.");
            case "effective_cache_size" ->
                when(
                        scoped,
                        bytes -> bytes < thresholds.smallCacheBytes(),
                        "The planner takes every page for one on disk and avoids indexes.");
            case "jit_above_cost" ->
                when(
                        scoped,
                        cost -> cost >= 0 && cost < SMALL_JIT_COST,
                        "Short queries are compiled, which takes longer than running them.");
            default -> Optional.empty();
        };
    }

    private Optional<String> randomPageCost(Scoped scoped) {
        double sequential = scopes.server("seq_page_cost")
                .flatMap(value -> scopes.number("seq_page_cost", value))
                .orElse(1.0);
        return when(
                        scoped,
                        cost -> cost > DEFAULT_RANDOM_PAGE_COST * Math.max(sequential, 1),
                        "Index scans look dearer than on a spinning disk, so whole tables are read instead.")
                .or(() -> when(
                        scoped,
                        cost -> cost < sequential,
                        "Jumping looks cheaper than reading on, so indexes are used where the table is faster."));
    }

    private Optional<String> when(Scoped scoped, DoublePredicate harmful, String what) {
        return scopes.number(scoped.name(), scoped.value())
                .filter(number -> harmful.test(number))
                .map(number -> what);
    }
}
