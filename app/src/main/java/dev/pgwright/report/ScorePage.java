package dev.pgwright.report;

import dev.pgwright.batch.score.ScoreOutcome;
import dev.pgwright.batch.score.ScorePlan;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Fields;
import dev.pgwright.report.document.Fields.Field;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import java.util.ArrayList;
import java.util.List;

/** The words of {@code batch score}. */
final class ScorePage {
    private static final double MILLIS = 1000;

    private ScorePage() {}

    static Document of(ScoreReport report) {
        ScoreOutcome.Seconds seconds = report.seconds();
        List<Field> fields = List.of(
                new Field("Engine", report.engine()),
                new Field("Users", Figures.count(report.users())),
                new Field("Items", Figures.count(report.items())),
                new Field("Pairs", Figures.count(report.pairs())),
                new Field("Pairs passed over", Figures.count(report.pruned())),
                new Field("Pairs per second", Figures.count(Math.round(report.pairsPerSecond()))),
                new Field("Reading", Figures.time(seconds.read() * MILLIS)),
                new Field("Scoring", Figures.time(seconds.score() * MILLIS)),
                new Field("Writing", Figures.time(seconds.write() * MILLIS)),
                new Field("Peak heap", Figures.bytes((double) report.peakHeapBytes())));
        List<Section> sections = new ArrayList<>();
        sections.add(Section.of("figures", "Figures", List.of(new Fields(fields, false))));
        sections.add(Section.of("notes", "Notes", notes(report.notes())));
        return new Document(
                "pgwright " + report.command(),
                report.target(),
                "",
                List.of(
                        new Tile("rows", Figures.count(report.rowsWritten()), Tone.GOOD),
                        new Tile("time", Figures.time(seconds.total() * MILLIS), Tone.PLAIN)),
                "Readers see generation " + report.generation() + ": the best " + report.k() + " items of "
                        + Figures.count(report.users()) + " users. The one before is kept until the next run.",
                sections,
                Figures.legend(sections),
                List.of(
                        new Command("Show the generation before again", line("batch score --back", report.target())),
                        new Command("Remove the results", line("batch score --drop", report.target()))));
    }

    private static String line(String words, String target) {
        return Commands.line(words + (target.startsWith("--lab ") ? "" : " --spec FILE"), target);
    }

    private static List<Block> notes(List<String> notes) {
        return notes.isEmpty() ? List.of() : List.of(Items.of("", notes));
    }

    static Document of(ScoreExplanation explanation) {
        ScorePlan plan = explanation.plan();
        List<Block> queries = new ArrayList<>();
        for (ScorePlan.Query query : plan.queries()) {
            queries.add(new Code(query.purpose(), List.of(query.sql() + ";"), List.of()));
        }
        List<Section> sections = List.of(
                Section.of("parts", "Parts of a score", List.of(Items.of("", plan.parts()))),
                Section.of("statements", "Statements", queries));
        return new Document(
                "pgwright " + explanation.command(),
                explanation.target(),
                "",
                List.of(),
                Figures.count(plan.users()) + " users times " + Figures.count(plan.items()) + " items are "
                        + Figures.count(plan.pairs()) + " pairs; the best " + plan.k()
                        + " of each user are kept. In memory this takes about "
                        + Figures.bytes((double) plan.memoryBytes())
                        + ". Nothing was run.",
                sections,
                Figures.legend(sections),
                List.of());
    }
}
