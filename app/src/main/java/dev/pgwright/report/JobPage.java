package dev.pgwright.report;

import dev.pgwright.batch.JobOutcome;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Tone;
import java.util.List;

/** The words of {@code batch backfill}, {@code batch archive} and {@code batch partition}. */
final class JobPage {
    private static final double MILLIS = 1000;

    private JobPage() {}

    static Document of(JobReport report) {
        JobOutcome job = report.job();
        List<Block> notes = job.notes().isEmpty() ? List.of() : List.of(Items.of("", job.notes()));
        List<Section> sections = List.of(Section.of("notes", "Notes", notes));
        return new Document(
                "pgwright " + report.command(),
                report.target(),
                "",
                List.of(
                        new Tile("rows", Figures.count(job.rows()), Tone.PLAIN),
                        new Tile("chunks", Figures.count(job.chunks()), Tone.PLAIN),
                        new Tile("time", Figures.time(job.seconds() * MILLIS), Tone.PLAIN)),
                summary(job),
                sections,
                List.of(),
                job.undo().isEmpty()
                        ? List.of()
                        : List.of(new Command("Take it back", job.undo().replace("TARGET", target(report.target())))));
    }

    private static String target(String target) {
        return Commands.line("", target).substring("./pgwright  ".length());
    }

    private static String summary(JobOutcome job) {
        String rate = Figures.count(Math.round(job.rowsPerSecond())) + " rows per second";
        return switch (job.state()) {
            case "planned" ->
                job.relation() + " has about " + Figures.count(job.rows()) + " rows: about "
                        + Figures.time(job.seconds() * MILLIS) + " in " + Figures.count(job.chunks()) + " chunks, "
                        + rate + ". Nothing was changed.";
            case "paused" -> "Job " + job.id() + " is paused.";
            case "undone" -> job.relation() + " is what it was; what was written since is in it.";
            case "dropped" -> "The old table of " + job.relation() + " is gone.";
            default ->
                "Job " + job.id() + " on " + job.relation() + " is done" + (job.resumed() ? ", resumed: " : ": ")
                        + Figures.count(job.rows())
                        + (job.kind().equals("partition") ? " rows copied, " : " rows changed, ")
                        + rate + ".";
        };
    }
}
