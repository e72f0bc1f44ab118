package dev.pgwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.change.ChangeState;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The field names that others rely on, and what every text must tell. */
class ReportContractTest {
    private static JsonNode json(Result result) {
        return JsonMapper.builder().build().readTree(Reports.render(result, Format.JSON, RenderOptions.plain()));
    }

    private static Collection<String> names(JsonNode node) {
        return node.propertyNames();
    }

    @Test
    void tune() {
        JsonNode tune = json(Samples.applied());

        assertThat(names(tune))
                .startsWith("schemaVersion", "command")
                .contains("workload", "totals", "operations", "refuted", "findings");
        assertThat(tune.path("schemaVersion").asInt()).isEqualTo(1);
        assertThat(tune.path("command").asString()).isEqualTo("tune");
        assertThat(names(tune.at("/workload/0")))
                .contains("statement", "calls", "targetMs", "beforeMs", "afterMs", "ratio");
        assertThat(names(tune.path("totals"))).containsExactly("beforeMs", "afterMs", "ratio");
        assertThat(names(tune.at("/operations/0"))).contains("id", "kind", "steps", "undo", "state", "evidence");
        assertThat(names(tune.at("/operations/0/steps/0"))).containsExactly("sql", "lock", "blocks");
        assertThat(tune.at("/operations/0/undo/0").isString()).isTrue();
        assertThat(tune.path("operations")
                        .valueStream()
                        .map(o -> o.path("state").asString()))
                .allMatch(List.of("planned", "kept", "undone", "refused")::contains);
    }

    @Test
    void whatIsNotKnownIsNull() {
        JsonNode dryRun = json(Samples.dryRun());

        assertThat(dryRun.at("/workload/0").has("afterMs")).isTrue();
        assertThat(dryRun.at("/workload/0/afterMs").isNull()).isTrue();
        assertThat(dryRun.at("/totals/afterMs").isNull()).isTrue();
        assertThat(dryRun.at("/ledger").isNull()).isTrue();
    }

    @Test
    void diagnose() {
        JsonNode diagnosis = json(Samples.diagnosis());

        assertThat(names(diagnosis)).contains("schemaVersion", "command", "findings", "skipped", "passed", "metrics");
        assertThat(names(diagnosis.at("/skipped/0"))).containsExactly("check", "why", "howToEnable");
        assertThat(names(diagnosis.at("/findings/0")))
                .containsExactly(
                        "check", "key", "object", "impact", "title", "facts", "why", "fix", "evidence", "risk");
        assertThat(names(diagnosis.at("/findings/0/fix"))).containsExactly("steps", "undo");
        assertThat(diagnosis.at("/findings/0/impact").asString()).isEqualTo("high");
    }

    @Test
    void indexes() {
        JsonNode advice = json(IndexSamples.advice());

        assertThat(names(advice))
                .startsWith("schemaVersion", "command", "target")
                .contains(
                        "selected", "drop", "cost", "gap", "statements", "refuted", "seconds", "plannerCalls", "gaps");
        assertThat(names(advice.at("/selected/0"))).contains("sql", "table", "bytes", "writePenalty", "serves");
        assertThat(names(advice.path("cost"))).containsExactly("before", "after", "relative");
        assertThat(names(advice.at("/statements/0")))
                .contains("statement", "fingerprint", "calls", "before", "after", "calibrated", "difference");
        assertThat(names(advice.at("/leftOut/0"))).containsExactly("statement", "reason");
        assertThat(advice.at("/selected/0/change/kind").asString()).isEqualTo("CreateIndex");
    }

    @Test
    void rls() {
        JsonNode rls = json(RlsSamples.policies());

        assertThat(names(rls))
                .startsWith("schemaVersion", "command", "target")
                .contains("policies", "problems", "matrix", "operations", "refused", "notes");
        assertThat(names(rls.at("/policies/0")))
                .contains("table", "policy", "command", "roles", "problems", "repair", "proof");
        assertThat(names(rls.at("/policies/0/problems/0"))).contains("check", "cause");
        assertThat(names(rls.at("/policies/0/repair"))).contains("steps", "undo");
        assertThat(names(rls.at("/policies/0/proof")))
                .contains("rowSetsEqual", "roles", "claims", "rows", "method", "statements");
        assertThat(names(rls.at("/policies/0/proof/statements/0")))
                .contains("statement", "beforeMs", "afterMs", "ratio");
        assertThat(names(rls.at("/matrix/0"))).containsExactly("table", "role", "command", "access", "policies");
        assertThat(rls.at("/operations/0/change/kind").asString()).isEqualTo("ReplacePolicy");
    }

    @Test
    void prove() {
        JsonNode proof = json(ProofSamples.proof());

        assertThat(names(proof))
                .startsWith("schemaVersion", "command", "target")
                .contains("plan", "copy", "operations", "refuted", "sizes", "workload", "totals", "notes");
        assertThat(names(proof.path("totals"))).containsExactly("beforeMs", "givenMs", "keptMs");
        assertThat(names(proof.at("/workload/0")))
                .containsExactly(
                        "statement",
                        "calls",
                        "before",
                        "given",
                        "kept",
                        "givenVerdict",
                        "keptVerdict",
                        "indexes",
                        "problem");
        assertThat(names(proof.at("/workload/0/before")))
                .containsExactly(
                        "ms", "samples", "unfinished", "blocks", "readBlocks", "tempBlocks", "walBytes", "coldMs");
        assertThat(names(proof.at("/workload/0/keptVerdict")))
                .containsExactly("verdict", "ratio", "ratioLow", "ratioHigh", "p");
        assertThat(proof.at("/operations/0/change/kind").asString()).isEqualTo("CreateIndex");
        assertThat(proof.at("/operations/0/evidence/0/level").asString()).isEqualTo("MEASURED_ON_CLONE");
    }

    @Test
    void plan() {
        JsonNode plan = json(PlanSamples.preBatch());

        assertThat(names(plan))
                .startsWith("schemaVersion", "command", "target", "takenAt", "name")
                .contains("operations", "afterwards", "total", "notes");
        assertThat(names(plan.at("/operations/0"))).containsExactly("operation", "lock", "blocks", "cost", "risk");
        assertThat(names(plan.at("/operations/0/cost"))).containsExactly("readBytes", "diskBytes", "seconds");
        assertThat(plan.at("/operations/1/operation/change/kind").asString()).isEqualTo("CreateIndex");
        assertThat(plan.at("/operations/1/operation/state").asString()).isEqualTo("planned");
    }

    @Test
    void verify() {
        JsonNode window = json(PlanSamples.verdicts()).at("/windows/0");

        assertThat(names(window))
                .contains("plan", "open", "verdict", "why", "due", "tolerance", "load", "comparedWith", "statements");
        assertThat(names(window.at("/statements/0")))
                .contains("callsBefore", "callsAfter", "beforeMs", "afterMs", "blocksBefore", "blocksAfter", "why");
        assertThat(window.at("/statements/2/beforeMs").isNull()).isTrue();
        assertThat(window.at("/operations/0/state").asString()).isEqualTo("undone");
    }

    @Test
    void evidence() {
        assertThat(names(json(Samples.applied()).at("/operations/0/evidence/0")))
                .containsExactly("level", "metric", "before", "after", "unit", "samples");
    }

    @Test
    void compare() {
        assertThat(names(json(Samples.comparison()))).contains("fixed", "new", "unchanged", "metrics");
    }

    @Test
    void explainIsABareList() {
        JsonNode checks = json(Samples.checks());

        assertThat(checks.isArray()).isTrue();
        assertThat(names(checks.path(0))).containsExactly("id", "theme", "impact", "needs");
    }

    @ParameterizedTest
    @EnumSource
    void errors(ErrorCode code) {
        PgwrightException error = new PgwrightException(code, "what", "advice");
        JsonNode tree =
                JsonMapper.builder().build().readTree(Reports.render(error, Format.JSON, RenderOptions.plain()));

        assertThat(names(tree)).containsExactly("schemaVersion", "error");
        assertThat(names(tree.path("error"))).containsExactly("code", "owner", "message", "advice", "exitStatus");
        assertThat(tree.at("/error/exitStatus").asInt()).isEqualTo(code.exitStatus());
    }

    @Test
    void jsonHasNoInfinity() {
        Comparison.Metric metric = new Comparison.Metric("x", Double.NaN, Double.POSITIVE_INFINITY, 6.1e7);
        String json = Reports.render(
                new Comparison(1, "compare", "a", "b", List.of(), List.of(), List.of(), List.of(metric)),
                Format.JSON,
                RenderOptions.plain());

        assertThat(json).doesNotContain("NaN", "Infinity").contains("\"ratio\" : 61000000");
    }

    @ParameterizedTest
    @EnumSource
    void everyStateOfAChangeIsShown(ChangeState state) {
        Tuning sample = Samples.applied();
        Tuning.ReportedOperation o = sample.operations().get(0);
        Tuning tuning = new Tuning(
                1,
                "apply",
                sample.target(),
                sample.takenAt(),
                true,
                null,
                List.of(),
                null,
                List.of(new Tuning.ReportedOperation(
                        o.id(),
                        o.kind(),
                        o.object(),
                        o.title(),
                        o.steps(),
                        o.undo(),
                        o.change(),
                        state.reported(),
                        List.of(),
                        "")),
                List.of(),
                List.of(),
                List.of());

        assertThat(Reports.render(tuning, Format.TEXT, RenderOptions.plain())).contains(o.title());
    }

    @Test
    void linesFitTheTerminalExceptForWhatIsPasted() {
        for (int width : List.of(50, 60, 80, 100, 132)) {
            for (Result result : List.of(
                    Samples.applied(),
                    Samples.diagnosis(),
                    Samples.comparison(),
                    IndexSamples.advice(),
                    ProofSamples.proof(),
                    PlanSamples.preBatch(),
                    PlanSamples.verdicts())) {
                String text = Reports.render(result, Format.TEXT, new RenderOptions(width, false, false));
                assertThat(text.lines().filter(line -> line.length() > width))
                        .as("%s at %d columns", result.command(), width)
                        .allMatch(line -> line.strip().startsWith("./pgwright")
                                || line.strip().indexOf(' ') < 0
                                || line.strip().matches("'.*'"));
            }
        }
    }

    @Test
    void tuneEndsWithTheTableAndTheWayBack() {
        String text = Reports.render(Samples.applied(), Format.TEXT, RenderOptions.plain());

        assertThat(text.indexOf("Before and after")).isGreaterThan(text.indexOf("Considered and refuted"));
        assertThat(text).contains("Take back everything:\n  ./pgwright undo --all 'postgresql://app@db.example:5432");
    }

    @Test
    void commandsAreSafeToPaste() {
        assertThat(Commands.line("undo --all", "--lab casaora")).isEqualTo("./pgwright undo --all --lab casaora");
        assertThat(Commands.line("undo --all", "--lab x; rm y")).isEqualTo("./pgwright undo --all '--lab x; rm y'");
        assertThat(Commands.line("tune", "a'$(b)'")).isEqualTo("./pgwright tune 'a'\\''$(b)'\\'''");
        assertThat(Commands.line("tune", "postgresql://a@b/c")).isEqualTo("./pgwright tune postgresql://a@b/c");
    }

    @Test
    void factsCarryTheirUnits() {
        assertThat(FactWords.label("tableSizeBytes")).isEqualTo("table size");
        assertThat(FactWords.value("table_size_bytes", 12_582_912L)).isEqualTo("12 MiB");
        assertThat(FactWords.value("oldestTransactionSeconds", 5400)).isEqualTo("90 min");
        assertThat(FactWords.value("bytes", 10)).isEqualTo("10 bytes");
        assertThat(FactWords.value("columns", List.of("a", "b"))).isEqualTo("a, b");
        assertThat(FactWords.value("by", Map.of("meanMs", 3))).isEqualTo("meanMs 3 ms");
    }
}
