package dev.pgwright.report;

import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.proof.Evidence;
import dev.pgwright.report.Tuning.ReportedOperation;
import dev.pgwright.report.Tuning.StatementTimes;
import dev.pgwright.report.Tuning.Totals;
import java.util.List;
import java.util.Map;

/** The same results with names that attack whoever shows them. */
final class HostileSamples {
    static final String SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>";
    static final String QUOTES = "\"' onmouseover='alert(3)' x=\"</style></title>--><!--";
    static final String TERMINAL = "red\u001B[31m\u001B]0;title\u0007bell\rover\u009B2Jc1\u007F\b";
    static final String DIRECTION = "gpj.\u202Eexe\u2066\u200B\u2028\uFEFFend";
    static final String MARKDOWN = "`a` ``b`` | [x](http://evil.example) *b* _i_ @everyone #1 www.evil.example";
    static final String LINES = "first\nsecond\r\n## heading\n| a | b |";
    static final String LONG = "a".repeat(63);
    static final String SURROGATE = "lone\uD800 tag\uDB40\uDC41";
    static final List<String> ALL =
            List.of(SCRIPT, QUOTES, TERMINAL, DIRECTION, MARKDOWN, LINES, LONG, SURROGATE, "שלום", "日本語の表");

    private HostileSamples() {}

    static List<Result> results() {
        return List.of(
                Diagnosis.of(
                        SCRIPT,
                        Samples.NOON,
                        ALL.stream().map(HostileSamples::finding).toList(),
                        ALL.stream().map(n -> new Skipped(n, n, n)).toList(),
                        ALL,
                        Map.of(SCRIPT, SCRIPT, "b", TERMINAL, "c", List.of(QUOTES))),
                tuning(),
                IndexSamples.of(ALL),
                ProofSamples.of(ALL),
                new Comparison(
                        1,
                        "compare",
                        TERMINAL,
                        SCRIPT,
                        ALL.stream().map(HostileSamples::finding).toList(),
                        ALL.stream().map(HostileSamples::finding).toList(),
                        ALL.stream().map(HostileSamples::finding).toList(),
                        ALL.stream()
                                .map(n -> new Comparison.Metric(n, 1.0, 2.0, 2.0))
                                .toList()),
                new LedgerListing(
                        1,
                        "ledger",
                        QUOTES,
                        ALL.stream()
                                .map(n -> new LedgerListing.Entry(operation(n), n, Samples.NOON))
                                .toList()));
    }

    private static Tuning tuning() {
        return new Tuning(
                1,
                "tune",
                TERMINAL,
                Samples.NOON,
                true,
                SCRIPT,
                ALL.stream()
                        .map(n -> new StatementTimes(n, 1, 10.0, 5.0, 50.0, 0.1, 3, n))
                        .toList(),
                new Totals(5, 50.0, 0.1),
                ALL.stream().map(HostileSamples::operation).toList(),
                ALL.stream().map(HostileSamples::operation).toList(),
                ALL.stream().map(HostileSamples::finding).toList(),
                ALL);
    }

    private static ReportedFinding finding(String name) {
        return ReportedFinding.of(
                new Finding(name, name, Impact.HIGH, name, Map.of(name, name, "list", List.of(name)), name),
                List.of(index(name)),
                name);
    }

    private static ReportedOperation operation(String name) {
        CreateIndex index = index(name);
        return new ReportedOperation(
                name,
                index.kind(),
                index.object(),
                index.title(),
                ReportedStep.of(index.apply()),
                ReportedStep.undoOf(List.of(index)),
                index,
                "kept",
                List.of(new Evidence(Evidence.Level.ESTIMATED, name, 1, 2, name, 1)),
                name);
    }

    private static CreateIndex index(String name) {
        return new CreateIndex(new TableName(name, name), name, "btree", List.of("\"x\""), List.of(name), null);
    }
}
