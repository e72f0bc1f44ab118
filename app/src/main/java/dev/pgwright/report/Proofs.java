package dev.pgwright.report;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.proof.Evidence;
import dev.pgwright.proof.clone.CloneProof;
import dev.pgwright.proof.clone.CloneProof.Outcome;
import dev.pgwright.proof.clone.CloneProof.Tried;
import dev.pgwright.proof.clone.Comparison;
import dev.pgwright.proof.clone.Judgement;
import dev.pgwright.proof.clone.Measured;
import dev.pgwright.report.ProofReport.IndexBytes;
import dev.pgwright.report.ProofReport.StatementProof;
import dev.pgwright.report.ProofReport.Totals;
import dev.pgwright.report.ProofReport.Verdict;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.workload.WorkloadStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns what a proof found into what a report shows. */
public final class Proofs {
    private Proofs() {}

    /**
     * A report.
     *
     * @param plan the file that was to be proven
     * @param copy what was measured on, in a few words
     * @param leftOut changes of the plan that cannot be measured so
     */
    public static ProofReport of(
            String target,
            Instant takenAt,
            String plan,
            String copy,
            CloneProof.Result result,
            List<Operation> leftOut,
            List<String> notes) {
        List<ReportedOperation> kept = new ArrayList<>();
        List<ReportedOperation> refuted = new ArrayList<>();
        for (Tried tried : result.changes()) {
            List<ReportedOperation> list = tried.kept() ? kept : refuted;
            list.add(operation(kept.size() + refuted.size() + 1, tried));
        }
        List<IndexBytes> sizes = Stream.concat(
                        result.changes().stream().filter(Tried::kept),
                        result.changes().stream().filter(tried -> !tried.kept()))
                .filter(tried -> tried.operation() instanceof CreateIndex && tried.bytes() > 0)
                .map(tried ->
                        new IndexBytes(((CreateIndex) tried.operation()).index().toString(), tried.bytes()))
                .toList();
        List<String> said = new ArrayList<>();
        leftOut.forEach(operation -> said.add(
                "Not proven, since it cannot be there for one run and not for the next: " + operation.title() + "."));
        said.addAll(notes);
        return new ProofReport(
                Result.SCHEMA_VERSION,
                "prove",
                target,
                takenAt,
                plan,
                copy,
                kept,
                refuted,
                sizes,
                result.statements().stream().map(Proofs::statement).toList(),
                totals(result.statements()),
                said);
    }

    private static ReportedOperation operation(int number, Tried tried) {
        Operation operation = tried.operation();
        return new ReportedOperation(
                String.valueOf(number),
                operation.kind(),
                operation.object(),
                operation.title(),
                ReportedStep.of(operation.apply()),
                ReportedStep.undoOf(List.of(operation)),
                operation,
                tried.kept() ? "proven" : "refuted",
                evidence(tried.shown()),
                tried.reason());
    }

    private static List<Evidence> evidence(@Nullable Comparison shown) {
        if (shown == null || !shown.wasRun()) {
            return List.of();
        }
        String name = "statement " + shown.statement().name();
        int samples =
                Math.min(shown.before().millis().size(), shown.after().millis().size());
        List<Evidence> all = new ArrayList<>();
        all.add(new Evidence(
                Evidence.Level.MEASURED_ON_CLONE,
                name,
                shown.before().median(),
                shown.after().median(),
                "ms",
                samples));
        if (!shown.before().unfinished() && !shown.after().unfinished()) {
            all.add(new Evidence(
                    Evidence.Level.MEASURED_ON_CLONE,
                    name + ", blocks read",
                    shown.before().counters().blocks(),
                    shown.after().counters().blocks(),
                    "blocks",
                    1));
        }
        return all;
    }

    private static StatementProof statement(Outcome outcome) {
        WorkloadStatement statement = outcome.statement();
        String problem = Stream.of(
                        outcome.kept().before(),
                        outcome.kept().after(),
                        outcome.given().after())
                .map(Measured::problem)
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse(null);
        return new StatementProof(
                statement.name(),
                statement.calls(),
                figures(outcome.kept().before()),
                figures(outcome.given().after()),
                figures(outcome.kept().after()),
                verdict(outcome.given().judgement()),
                verdict(outcome.kept().judgement()),
                outcome.keptIndexes(),
                problem);
    }

    private static ProofReport.@Nullable Figures figures(Measured measured) {
        return measured.wasRun()
                ? new ProofReport.Figures(
                        measured.median(),
                        measured.millis().size(),
                        measured.unfinished(),
                        measured.counters().blocks(),
                        measured.counters().read(),
                        measured.counters().temp(),
                        measured.counters().walBytes(),
                        Double.isFinite(measured.coldMillis()) ? measured.coldMillis() : null)
                : null;
    }

    private static Verdict verdict(Judgement judgement) {
        String words = judgement.verdict().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        if (!Double.isFinite(judgement.ratio())) {
            return new Verdict(words, null, null, null, null);
        }
        return new Verdict(words, 1 / judgement.ratio(), 1 / judgement.high(), 1 / judgement.low(), judgement.p());
    }

    private static @Nullable Totals totals(List<Outcome> outcomes) {
        List<Outcome> measured = outcomes.stream()
                .filter(o -> o.kept().wasRun() && o.given().wasRun())
                .toList();
        return measured.isEmpty()
                ? null
                : new Totals(
                        measured.stream()
                                .mapToDouble(o -> o.statement().calls()
                                        * o.kept().before().median())
                                .sum(),
                        measured.stream()
                                .mapToDouble(o -> o.statement().calls()
                                        * o.given().after().median())
                                .sum(),
                        measured.stream()
                                .mapToDouble(o ->
                                        o.statement().calls() * o.kept().after().median())
                                .sum());
    }
}
