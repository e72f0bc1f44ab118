package dev.pgwright.proof.clone;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.DropIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.workload.WorkloadStatement;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Looks for the smallest set of changes that gains without making a statement slower. It begins with all of them. A
 * statement that is slower than without any is traced to the changes that its plan uses; the one whose absence mends it
 * at the least loss elsewhere goes. Then each change has to show a statement that is slower without it. What to measure
 * is told by plans, so the effort grows with the plans that change, not with the number of sets.
 */
final class SmallestSet {
    /** A first look says nothing below this factor. */
    private static final double CLOSER_LOOK = 1.05;

    private final Trials trials;
    private final List<WorkloadStatement> workload;
    private final double leastFactor;
    private final double worthwhile;
    private final Random random;
    private final Consumer<String> progress;
    private final Map<Integer, Reason> reasons = new HashMap<>();
    private final Map<Key, Double> estimates = new HashMap<>();
    private final Map<Key, Boolean> slower = new HashMap<>();
    private final Map<String, Double> without = new HashMap<>();

    private record Key(String statement, Effect effect) {}

    /**
     * Why a change stays or goes.
     *
     * @param statement that shows it; null when none does
     */
    record Reason(boolean kept, String words, Optional<Comparison> statement) {}

    /**
     * A search.
     *
     * @param leastFactor factor between run times from which on a difference matters
     * @param worthwhile share of the workload's time that a change must save
     */
    SmallestSet(
            Trials trials,
            List<WorkloadStatement> workload,
            double leastFactor,
            double worthwhile,
            Random random,
            Consumer<String> progress) {
        this.trials = trials;
        this.workload = workload;
        this.leastFactor = leastFactor;
        this.worthwhile = worthwhile;
        this.random = random;
        this.progress = progress;
    }

    /** What became of each change, by its number. */
    Map<Integer, Reason> reasons() {
        return Map.copyOf(reasons);
    }

    /** Searches below a set. */
    BitSet below(BitSet start) {
        BitSet set = (BitSet) start.clone();
        Optional<WorkloadStatement> worst = worstSlowed(set);
        while (worst.isPresent() && !set.isEmpty()) {
            set = withoutCulprit(set, worst.get());
            worst = worstSlowed(set);
        }
        return shrink(set);
    }

    /** The set without what makes a statement slow that was found slow later. */
    BitSet mended(BitSet set, WorkloadStatement statement) {
        slower.put(new Key(statement.name(), trials.effect(statement, set)), true);
        return below(set);
    }

    private Optional<WorkloadStatement> worstSlowed(BitSet set) {
        return workload.stream()
                .filter(statement -> isSlower(statement, set))
                .max(Comparator.comparingDouble(
                        statement -> statement.calls() * (estimate(statement, set) - without(statement))));
    }

    private double without(WorkloadStatement statement) {
        estimateNone(statement);
        return without.getOrDefault(statement.name(), 0.0);
    }

    private void estimateNone(WorkloadStatement statement) {
        if (!without.containsKey(statement.name())) {
            record(statement, List.of(new BitSet()), trials.screen(statement, List.of(new BitSet())));
        }
    }

    /** Milliseconds of one run, by a first look; scaled by what the statement takes without changes at that moment. */
    private double estimate(WorkloadStatement statement, BitSet set) {
        Effect effect = trials.effect(statement, set);
        if (effect.equals(trials.effect(statement, new BitSet()))) {
            return without(statement);
        }
        Key key = new Key(statement.name(), effect);
        if (!estimates.containsKey(key)) {
            List<BitSet> sets = List.of(new BitSet(), set);
            List<Measured> found = trials.screen(statement, sets);
            record(statement, sets, found);
            progress.accept(words(statement, found, set));
        }
        return estimates.getOrDefault(key, without(statement));
    }

    private String words(WorkloadStatement statement, List<Measured> found, BitSet set) {
        return String.format(
                Locale.ROOT,
                "%s: %.1f ms without, %.1f ms with %d of %d changes",
                statement.name(),
                found.get(0).median(),
                found.get(1).median(),
                set.cardinality(),
                trials.changes().size());
    }

    /** Notes what was measured. A statement that fails with the changes only is as slow as can be. */
    private void record(WorkloadStatement statement, List<BitSet> sets, List<Measured> found) {
        Measured none = found.get(0);
        if (!none.wasRun()) {
            without.putIfAbsent(statement.name(), 0.0);
            return;
        }
        double reference = without.computeIfAbsent(statement.name(), name -> none.median());
        for (int i = 1; i < sets.size(); i++) {
            Measured other = found.get(i);
            double ratio = other.wasRun() ? other.median() / none.median() : Double.MAX_VALUE;
            estimates.put(new Key(statement.name(), trials.effect(statement, sets.get(i))), reference * ratio);
        }
    }

    private boolean isSlower(WorkloadStatement statement, BitSet set) {
        Effect effect = trials.effect(statement, set);
        if (effect.equals(trials.effect(statement, new BitSet()))) {
            return false;
        }
        Key key = new Key(statement.name(), effect);
        if (estimate(statement, set) <= CLOSER_LOOK * without(statement)) {
            return slower.getOrDefault(key, false);
        }
        Boolean known = slower.get(key);
        if (known == null) {
            Comparison comparison = compare(statement, new BitSet(), set);
            known = comparison.isSlower();
            slower.put(key, known);
        }
        return known;
    }

    private Comparison compare(WorkloadStatement statement, BitSet before, BitSet after) {
        List<Measured> found = trials.measure(statement, List.of(before, after));
        return Comparison.of(statement, found.get(0), found.get(1), leastFactor, random);
    }

    /** Takes away the change that mends the statement at the least loss elsewhere, or else the one that mends it most. */
    private BitSet withoutCulprit(BitSet set, WorkloadStatement statement) {
        BitSet suspects = suspects(statement, set);
        int culprit = -1;
        double least = Double.MAX_VALUE;
        int next = -1;
        double fastest = Double.MAX_VALUE;
        for (int i = suspects.nextSetBit(0); i >= 0; i = suspects.nextSetBit(i + 1)) {
            BitSet rest = minus(set, i);
            double millis = estimate(statement, rest);
            if (millis < fastest) {
                fastest = millis;
                next = i;
            }
            if (millis < leastFactor * without(statement)) { // the loop over all of them looks closer
                double total = total(rest, least);
                if (total < least) {
                    least = total;
                    culprit = i;
                }
            }
        }
        int removed = culprit >= 0 ? culprit : next;
        BitSet rest = minus(set, removed);
        Comparison shown = compare(statement, rest, set);
        String words = "it makes " + statement.name() + " slower";
        reasons.put(removed, new Reason(false, words, Optional.of(shown)));
        progress.accept("not kept: " + trials.changes().get(removed).title() + ": " + words);
        return rest;
    }

    /** Milliseconds of the whole workload; no more is measured once it is above the bound. */
    private double total(BitSet set, double bound) {
        double total = 0;
        List<WorkloadStatement> known = workload.stream()
                .sorted(Comparator.comparing(statement -> !isKnown(statement, set)))
                .toList();
        for (WorkloadStatement statement : known) {
            total += statement.calls() * estimate(statement, set);
            if (total > bound) {
                return total;
            }
        }
        return total;
    }

    private boolean isKnown(WorkloadStatement statement, BitSet set) {
        return trials.isSame(statement, set, new BitSet())
                || estimates.containsKey(new Key(statement.name(), trials.effect(statement, set)));
    }

    /** Changes that a plan shows at work; all of the set when it shows none. */
    private BitSet suspects(WorkloadStatement statement, BitSet set) {
        BitSet suspects = new BitSet();
        Optional<PlanNode> now = trials.plan(statement, set);
        Optional<PlanNode> before = trials.plan(statement, new BitSet());
        for (int i = set.nextSetBit(0); i >= 0; i = set.nextSetBit(i + 1)) {
            boolean seen = isSeen(trials.changes().get(i), before, now);
            suspects.set(i, seen || (now.isPresent() && Trials.writes(now.get())));
        }
        return suspects.isEmpty() ? set : suspects;
    }

    private static boolean isSeen(Operation operation, Optional<PlanNode> before, Optional<PlanNode> now) {
        if (operation instanceof CreateIndex create) {
            return now.isEmpty() || now.get().uses(create.name());
        }
        return !(operation instanceof DropIndex drop)
                || before.isEmpty()
                || before.get().uses(drop.name());
    }

    /** Takes away what costs nothing to take away, the least useful by the planner's word first. */
    private BitSet shrink(BitSet start) {
        BitSet set = (BitSet) start.clone();
        List<Integer> order = start.stream()
                .boxed()
                .sorted(Comparator.comparingDouble(i -> planned(minus(start, i))))
                .toList();
        for (int i : order) {
            Reason reason = reason(set, i);
            reasons.put(i, reason);
            if (!reason.kept()) {
                set.clear(i);
                progress.accept("not kept: " + trials.changes().get(i).title() + ": " + reason.words());
            }
        }
        return set;
    }

    private double planned(BitSet set) {
        return workload.stream()
                .mapToDouble(statement -> planned(statement, set))
                .sum();
    }

    private double planned(WorkloadStatement statement, BitSet set) {
        return statement.calls()
                * trials.plan(statement, set).map(PlanNode::cost).orElse(0.0);
    }

    /** Whether a change earns its place among the others. */
    private Reason reason(BitSet set, int i) {
        BitSet rest = minus(set, i);
        double least = worthwhile * total(new BitSet(), Double.MAX_VALUE);
        List<WorkloadStatement> affected = workload.stream()
                .filter(statement -> !trials.isSame(statement, set, rest))
                .sorted(Comparator.comparingDouble(statement -> planned(statement, set) - planned(statement, rest)))
                .toList();
        double saved = 0;
        Optional<Comparison> last = Optional.empty();
        for (WorkloadStatement statement : affected) {
            if (estimate(statement, rest) < CLOSER_LOOK * estimate(statement, set)) {
                continue;
            }
            Comparison comparison = compare(statement, rest, set);
            last = last.isPresent() ? last : Optional.of(comparison);
            if (comparison.isFaster()) {
                saved += comparison.savedMillis();
                last = Optional.of(comparison);
            }
            if (saved > least) {
                return new Reason(true, "without it " + statement.name() + " is slower", last);
            }
        }
        String words = affected.isEmpty()
                ? "no plan uses it"
                : saved > 0
                        ? "what it saves is not worth an index"
                        : "no statement is faster with it, the others being there";
        return new Reason(false, words, last);
    }

    private static BitSet minus(BitSet set, int i) {
        BitSet rest = (BitSet) set.clone();
        rest.clear(i);
        return rest;
    }
}
