package dev.pgwright.change.verification;

import dev.pgwright.change.Change;
import dev.pgwright.change.verification.Judge.Judgement;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.text.Words;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a window says of a plan's changes.
 *
 * @param from beginning of what was counted, by the server's clock
 * @param load how much slower the machine was for statements that no change touches; 1 for no difference
 * @param statements every statement that was called before or after, the one that cost most first
 * @param comparedWith whose figures statements were compared with, for people
 */
public record Assessment(
        Verdict verdict,
        String why,
        Instant from,
        Instant to,
        double load,
        List<StatementVerdict> statements,
        List<String> comparedWith) {
    /** So many statements that no change touches tell how busy the machine was. */
    private static final int FEWEST_WITNESSES = 3;

    private static final double MOST_LOAD = 3;
    /** Share of the time of the statements that a change touches which has to be judged. */
    private static final double ENOUGH = 0.5;

    private static final double BETTER = 1.05;
    private static final int LONGEST_TEXT = 70;

    public Assessment {
        statements = List.copyOf(statements);
        comparedWith = List.copyOf(comparedWith);
    }

    /** A verdict with its reason. */
    public record Conclusion(Verdict verdict, String why, List<StatementVerdict> statements) {}

    /** One row of the server's with its key and figures. */
    private record Pair(Statement row, String key, boolean related, Baseline.Past past, Cost after) {}

    /**
     * Of what was counted from the changes to the reading.
     *
     * @param now the last reading, and the snapshot that it is from
     * @param hours what is known of earlier hours
     * @param worse standard errors from which a statement counts as slower ({@link Judge})
     */
    static Assessment of(Watch watch, Reading now, Snapshot snapshot, List<Hour> hours, double worse) {
        Reading begin = Objects.requireNonNull(watch.begin());
        Interval after = Interval.between(begin, now);
        Interval across = Interval.between(watch.before(), begin);
        String problem =
                across.problem() != null && !begin.at().equals(watch.before().at())
                        ? across.problem()
                        : after.problem();
        if (problem != null) {
            return unknown(begin, now, problem);
        }
        Baseline baseline = new Baseline(watch.before(), watch.lastHour(), hours, begin.at(), now.at());
        Map<String, Pair> pairs = pairs(watch, snapshot, after, baseline);
        double load = load(pairs.values().stream().toList());
        Judge judge = new Judge(watch.tolerance(), load, worse, Judge.FEWEST);
        List<StatementVerdict> statements = pairs.values().stream()
                .map(pair -> verdict(judge, pair, after.lost().get(pair.key)))
                .sorted(Comparator.comparingDouble(
                                (StatementVerdict s) -> s.after().totalMs())
                        .reversed())
                .toList();
        Conclusion whole =
                conclude(statements.stream().filter(StatementVerdict::related).toList(), watch.tolerance());
        List<String> compared = statements.stream()
                .filter(s -> s.related() && s.verdict() != Verdict.COULD_NOT_TELL)
                .map(s -> baseline.words(s.past()))
                .distinct()
                .toList();
        return new Assessment(whole.verdict, whole.why, begin.at(), now.at(), load, statements, compared);
    }

    private static Assessment unknown(Reading begin, Reading now, String problem) {
        return new Assessment(Verdict.COULD_NOT_TELL, problem, begin.at(), now.at(), 1, List.of(), List.of());
    }

    private static Map<String, Pair> pairs(Watch watch, Snapshot snapshot, Interval after, Baseline baseline) {
        Map<String, Pair> pairs = new LinkedHashMap<>();
        for (Statement row : snapshot.rows(Facts.STATEMENT)) {
            String key = Reading.key(row);
            Cost cost = after.costs().getOrDefault(key, Cost.NONE);
            Baseline.Past past = baseline.of(key, Judge.FEWEST);
            boolean seen = cost.calls() > 0 || past.cost().calls() >= Judge.FEWEST;
            if (seen && Reading.isWork(row)) {
                boolean related = watch.scopes().values().stream().anyMatch(scope -> scope.holds(row));
                pairs.put(key, new Pair(row, key, related, past, cost));
            }
        }
        return pairs;
    }

    private static double load(List<Pair> pairs) {
        List<Double> ratios = pairs.stream()
                .filter(p -> !p.related
                        && p.after.calls() >= Judge.FEWEST
                        && p.past.cost().calls() >= Judge.FEWEST)
                .map(p -> p.after.mean() / p.past.cost().mean())
                .sorted()
                .toList();
        return ratios.size() < FEWEST_WITNESSES ? 1 : Math.min(MOST_LOAD, Math.max(1, ratios.get(ratios.size() / 2)));
    }

    private static StatementVerdict verdict(Judge judge, Pair pair, @Nullable String lost) {
        Judgement judgement =
                lost == null ? judge.judge(pair.past.cost(), pair.after) : new Judgement(Verdict.COULD_NOT_TELL, lost);
        return new StatementVerdict(
                pair.key,
                text(pair.row),
                pair.row.role() == null ? "" : pair.row.role(),
                pair.related,
                pair.past.kind(),
                pair.past.cost(),
                pair.after,
                judgement.verdict(),
                judgement.why());
    }

    private static String text(Statement row) {
        String line = String.valueOf(row.query()).replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_TEXT ? line : line.substring(0, LONGEST_TEXT - 3) + "...";
    }

    /** The verdict on one change of the plan: of the statements that it may touch. */
    Conclusion of(Change change, Watch watch, Snapshot snapshot) {
        Scope scope = watch.scopes().get(change.operation().identity());
        if (scope == null || statements.isEmpty()) {
            return new Conclusion(verdict, why, List.of());
        }
        List<String> keys = snapshot.rows(Facts.STATEMENT).stream()
                .filter(scope::holds)
                .map(Reading::key)
                .toList();
        return conclude(statements.stream().filter(s -> keys.contains(s.key())).toList(), watch.tolerance());
    }

    private static Conclusion conclude(List<StatementVerdict> touched, double tolerance) {
        List<StatementVerdict> worse =
                touched.stream().filter(s -> s.verdict() == Verdict.WORSE).toList();
        if (!worse.isEmpty()) {
            return new Conclusion(
                    Verdict.WORSE,
                    "slower than " + tolerance + " times as before: "
                            + worse.stream().map(Assessment::figures).collect(Collectors.joining("; ")),
                    worse);
        }
        List<StatementVerdict> judged = touched.stream()
                .filter(s -> s.verdict() != Verdict.COULD_NOT_TELL)
                .toList();
        double all = touched.stream().mapToDouble(StatementVerdict::weightMs).sum();
        double weight = judged.stream().mapToDouble(StatementVerdict::weightMs).sum();
        if (judged.isEmpty() || weight < ENOUGH * all) {
            return new Conclusion(Verdict.COULD_NOT_TELL, unknown(touched), List.of());
        }
        double known = judged.stream().mapToDouble(s -> s.after().totalMs()).sum();
        double saved = judged.stream().mapToDouble(StatementVerdict::savedMs).sum();
        List<StatementVerdict> better = judged.stream()
                .filter(s -> s.verdict() == Verdict.BETTER)
                .sorted(Comparator.comparingDouble(StatementVerdict::savedMs).reversed())
                .toList();
        String none =
                "none of " + Words.count(judged.size(), "statement", "statements") + " that it may touch got slower";
        return !better.isEmpty() && known + saved > BETTER * known
                ? new Conclusion(Verdict.BETTER, none + ", and the calls take less time than before", better)
                : new Conclusion(Verdict.SAME, none, better);
    }

    private static String unknown(List<StatementVerdict> touched) {
        List<String> reasons = new ArrayList<>(touched.stream()
                .filter(s -> s.verdict() == Verdict.COULD_NOT_TELL)
                .sorted(Comparator.comparingDouble(
                                (StatementVerdict s) -> s.after().totalMs())
                        .reversed())
                .limit(2)
                .map(s -> s.text() + ": " + s.why())
                .toList());
        return reasons.isEmpty()
                ? "no statement that it may touch was called"
                : "too little is known of what it may touch: " + String.join("; ", reasons);
    }

    private static String figures(StatementVerdict s) {
        return String.format(
                Locale.ROOT,
                "%s (%.2f ms in %d calls, then %.2f ms in %d calls; %.0f blocks, then %.0f)",
                s.text(),
                s.before().mean(),
                s.before().calls(),
                s.after().mean(),
                s.after().calls(),
                s.before().blocksPerCall(),
                s.after().blocksPerCall());
    }
}
