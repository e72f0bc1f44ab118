package dev.pgwright.report;

import dev.pgwright.advice.rls.Form;
import dev.pgwright.advice.rls.MatrixCell;
import dev.pgwright.advice.rls.PolicyAdvice;
import dev.pgwright.advice.rls.Problem;
import dev.pgwright.advice.rls.Repair;
import dev.pgwright.advice.rls.RlsAdvice;
import dev.pgwright.operation.Operation;
import dev.pgwright.proof.rls.StatementRun;
import dev.pgwright.proof.rls.Verdict;
import dev.pgwright.report.RlsReport.Cell;
import dev.pgwright.report.RlsReport.Proof;
import dev.pgwright.report.RlsReport.Repaired;
import dev.pgwright.report.RlsReport.ReportedPolicy;
import dev.pgwright.report.RlsReport.ReportedProblem;
import dev.pgwright.report.RlsReport.StatementTime;
import dev.pgwright.report.Tuning.ReportedOperation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Turns what was found and proven of policies into what a report shows. */
public final class RlsReports {
    private RlsReports() {}

    /**
     * What was proven of a repair.
     *
     * @param statements of the workload, before and after
     */
    public record Proven(Verdict verdict, List<StatementRun> statements) {
        public Proven {
            statements = List.copyOf(statements);
        }
    }

    /**
     * A report.
     *
     * @param ground what repairs were proven on, in a few words
     * @param proofs by the key of the policy
     */
    public static RlsReport of(
            String target,
            Instant takenAt,
            RlsAdvice advice,
            String ground,
            Map<String, Proven> proofs,
            List<String> notes) {
        List<ReportedPolicy> policies = new ArrayList<>();
        List<ReportedOperation> operations = new ArrayList<>();
        List<ReportedOperation> refused = new ArrayList<>();
        Set<String> known = new HashSet<>();
        for (PolicyAdvice each : advice.policies()) {
            Proven proven = proofs.get(each.reading().key());
            policies.add(policy(each, proven));
            boolean equal = proven != null && proven.verdict().equal();
            each.repair()
                    .ifPresent(repair -> repair.operations().stream()
                            .filter(operation -> known.add(operation.identity()))
                            .forEach(operation -> (equal ? operations : refused)
                                    .add(operation(operations.size() + refused.size() + 1, operation, equal, proven))));
        }
        return new RlsReport(
                Result.SCHEMA_VERSION,
                "rls",
                target,
                takenAt,
                ground,
                policies,
                advice.problems().stream().map(RlsReports::problem).toList(),
                advice.matrix().stream().map(RlsReports::cell).toList(),
                operations,
                refused,
                notes);
    }

    private static ReportedPolicy policy(PolicyAdvice advice, @Nullable Proven proven) {
        return new ReportedPolicy(
                advice.reading().tableName().toString(),
                advice.reading().policy().name(),
                advice.reading().policy().command().name(),
                advice.reading().policy().roles(),
                advice.problems().stream().map(RlsReports::problem).toList(),
                advice.repair().map(RlsReports::repaired).orElse(null),
                proven == null ? null : proof(proven),
                advice.notes());
    }

    private static ReportedProblem problem(Problem problem) {
        return new ReportedProblem(
                problem.cause().id(),
                problem.cause().words(),
                problem.cause().kind().name().toLowerCase(Locale.ROOT),
                problem.table() + (problem.policy() == null ? "" : "." + problem.policy()),
                problem.detail(),
                problem.advice());
    }

    private static Repaired repaired(Repair repair) {
        return new Repaired(
                ReportedStep.of(repair.operations().stream()
                        .flatMap(operation -> operation.apply().stream())
                        .toList()),
                ReportedStep.undoOf(repair.operations()),
                repair.words(),
                repair.forms().stream().sorted().map(Form::condition).toList(),
                repair.costBefore(),
                repair.costAfter());
    }

    private static Proof proof(Proven proven) {
        Verdict verdict = proven.verdict();
        return new Proof(
                verdict.equal(),
                verdict.roles(),
                verdict.claims(),
                verdict.rows(),
                verdict.generated(),
                verdict.complete(),
                verdict.symbolic() ? "symbolic" : "tested",
                verdict.words(),
                verdict.differences(),
                verdict.errors(),
                proven.statements().stream().map(RlsReports::time).toList());
    }

    private static StatementTime time(StatementRun run) {
        return new StatementTime(
                run.statement(),
                run.beforeFirstMs(),
                run.beforeMs(),
                run.afterFirstMs(),
                run.afterMs(),
                Double.isFinite(run.ratio()) ? run.ratio() : 0,
                run.unfinished(),
                run.beforeBlocks(),
                run.afterBlocks(),
                run.problem());
    }

    private static Cell cell(MatrixCell cell) {
        return new Cell(
                cell.table().toString(),
                cell.role(),
                cell.command().name(),
                cell.access().words(),
                cell.policies());
    }

    private static ReportedOperation operation(
            int number, Operation operation, boolean equal, @Nullable Proven proven) {
        return new ReportedOperation(
                String.valueOf(number),
                operation.kind(),
                operation.object(),
                operation.title(),
                ReportedStep.of(operation.apply()),
                ReportedStep.undoOf(List.of(operation)),
                operation,
                equal ? "proven" : "refused",
                List.of(),
                proven == null
                        ? "Nobody could tell whether it lets the same rows through."
                        : proven.verdict().words());
    }
}
