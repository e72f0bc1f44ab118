package dev.pgwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every kind of result in every format, letter by letter. */
class ReportGoldenTest {
    private final PgwrightException error = new PgwrightException(
            ErrorCode.CANNOT_CONNECT,
            "The server at db.example:5432 does not answer.",
            "Start it, or check host, port and firewall; then run the same command again.");

    private static Map<String, Result> results() {
        Map<String, Result> results = new LinkedHashMap<>();
        results.put("diagnose", Samples.diagnosis());
        results.put("diagnose-healthy", Samples.healthy());
        results.put("tune", Samples.applied());
        results.put("tune-dry-run", Samples.dryRun());
        results.put("indexes", IndexSamples.advice());
        results.put("indexes-none", IndexSamples.nothing());
        results.put("prove", ProofSamples.proof());
        results.put("prove-nothing", ProofSamples.nothing());
        results.put("rls", RlsSamples.policies());
        results.put("rls-nothing", RlsSamples.nothing());
        results.put("plan", PlanSamples.preBatch());
        results.put("plan-nothing", PlanSamples.nothing());
        results.put("verify", PlanSamples.verdicts());
        results.put("verify-nothing", PlanSamples.noVerdicts());
        results.put("compare", Samples.comparison());
        results.put("ledger", Samples.ledger());
        results.put("explain", Samples.checks());
        results.put("batch-score", BatchSamples.score());
        results.put("batch-score-explain", BatchSamples.scorePlan());
        results.put("batch-backfill", BatchSamples.paused());
        results.put("batch-archive", BatchSamples.archived());
        results.put("batch-partition", BatchSamples.converted());
        results.put("batch-archive-dry-run", BatchSamples.dryRun());
        return results;
    }

    static Stream<Arguments> resultsAndFormats() {
        return results().entrySet().stream()
                .flatMap(e -> Stream.of(Format.values())
                        .map(format -> Arguments.of(e.getKey() + "." + format.extension(), e.getValue(), format)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resultsAndFormats")
    void showsWhatTheFileHolds(String file, Result result, Format format) {
        Golden.check("report/" + file, Reports.render(result, format, RenderOptions.plain()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("resultsAndFormats")
    void showsTheSameEveryTime(String file, Result result, Format format) {
        assertThat(Reports.render(result, format, RenderOptions.plain()))
                .as(file)
                .isEqualTo(Reports.render(result, format, RenderOptions.plain()))
                .endsWith("\n");
    }

    @Test
    void narrowTerminal() {
        Golden.check(
                "report/tune-50-columns.txt",
                Reports.render(Samples.applied(), Format.TEXT, new RenderOptions(50, false, true)));
        Golden.check(
                "report/diagnose-50-columns.txt",
                Reports.render(Samples.diagnosis(), Format.TEXT, new RenderOptions(50, false, false)));
    }

    @Test
    void indexesOnNarrowTerminals() {
        for (int width : List.of(60, 50)) {
            Golden.check(
                    "report/indexes-" + width + "-columns.txt",
                    Reports.render(IndexSamples.advice(), Format.TEXT, new RenderOptions(width, false, false)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void migrations(MigrationScript.Style style) {
        Clock noon = Clock.fixed(Samples.NOON, ZoneOffset.UTC);
        List<MigrationScript.File> files =
                MigrationScript.of(IndexSamples.advice(), style, Path.of("faster_orders.sql"), noon);
        for (MigrationScript.File file : files) {
            Golden.check(
                    "migration/" + style.name().toLowerCase(Locale.ROOT) + "/"
                            + file.path().getFileName(),
                    file.text());
        }
        assertThat(files).hasSize(style == MigrationScript.Style.FLYWAY ? 2 : 1);
        assertThat(MigrationScript.of(IndexSamples.nothing(), style, Path.of("x.sql"), noon))
                .isEmpty();
    }

    @Test
    void coloursWhenAsked() {
        String colored = Reports.render(Samples.applied(), Format.TEXT, new RenderOptions(80, true, false));

        Golden.check("report/tune-color.txt", colored.replace("\u001B", "<ESC>"));
        assertThat(colored.replaceAll("\u001B\\[[0-9;]*m", ""))
                .as("colour adds nothing but colour")
                .isEqualTo(Reports.render(Samples.applied(), Format.TEXT, RenderOptions.plain()));
    }

    @Test
    void errors() {
        Golden.check("report/error.txt", Reports.render(error, Format.TEXT, RenderOptions.plain()));
        Golden.check("report/error.json", Reports.render(error, Format.JSON, RenderOptions.plain()));
    }

    @Test
    void noFileIsLeftOver() throws IOException {
        TreeSet<String> expected = new TreeSet<>();
        resultsAndFormats().forEach(arguments -> expected.add((String) arguments.get()[0]));
        Stream.of("indexes-60-columns.txt", "indexes-50-columns.txt").forEach(expected::add);
        Stream.of("tune-50-columns.txt", "diagnose-50-columns.txt", "tune-color.txt", "error.txt", "error.json")
                .forEach(expected::add);
        try (Stream<Path> files = Files.list(Path.of("src", "test", "resources", "report"))) {
            assertThat(files.map(p -> p.getFileName().toString())).containsExactlyInAnyOrderElementsOf(expected);
        }
    }
}
