package dev.pgwright.report;

import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Tile;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words of {@code compare}. */
final class ComparisonPage {
    private ComparisonPage() {}

    static Document of(Comparison comparison) {
        int fixed = comparison.fixed().size();
        int appeared = comparison.appeared().size();
        int unchanged = comparison.unchanged().size();
        List<Section> sections = List.of(
                Section.of("new", count("New", appeared), full(comparison)),
                Section.of("fixed", count("Fixed", fixed), brief(comparison.fixed())),
                Section.details("unchanged", count("Unchanged", unchanged), brief(comparison.unchanged())),
                Section.of("metrics", "Figures", metrics(comparison.metrics())));
        return new Document(
                "pgwright " + comparison.command(),
                comparison.before() + " → " + comparison.after(),
                "",
                List.of(
                        new Tile("fixed", Figures.count(fixed), fixed > 0 ? Tone.GOOD : Tone.QUIET),
                        new Tile("new", Figures.count(appeared), appeared > 0 ? Tone.HIGH : Tone.QUIET),
                        new Tile("unchanged", Figures.count(unchanged), Tone.QUIET)),
                Words.count(fixed, "finding", "findings") + " fixed, " + appeared + " new, " + unchanged
                        + " unchanged.",
                sections,
                Figures.legend(sections),
                List.of());
    }

    private static String count(String what, int number) {
        return what + ": " + Words.count(number, "finding", "findings");
    }

    private static List<Card> full(Comparison comparison) {
        List<Card> cards = new ArrayList<>();
        for (ReportedFinding finding : Cards.worstFirst(comparison.appeared())) {
            cards.add(Cards.finding(cards.size() + 1, finding));
        }
        return cards;
    }

    private static List<Card> brief(List<ReportedFinding> findings) {
        List<Card> cards = new ArrayList<>();
        for (ReportedFinding finding : Cards.worstFirst(findings)) {
            cards.add(Cards.brief(cards.size() + 1, finding));
        }
        return cards;
    }

    private static List<Block> metrics(List<Comparison.Metric> metrics) {
        if (metrics.isEmpty()) {
            return List.of();
        }
        List<Column> columns = List.of(
                Column.words("figure"), Column.figures("before"), Column.figures("after"), Column.words("change"));
        return List.of(new Table(
                "Figures before and after",
                columns,
                metrics.stream().map(ComparisonPage::row).toList()));
    }

    private static Row row(Comparison.Metric metric) {
        return new Row(
                List.of(
                        new Cell(FactWords.label(metric.name())),
                        value(metric.name(), metric.before()),
                        value(metric.name(), metric.after()),
                        change(metric)),
                false);
    }

    private static Cell value(String name, @Nullable Double value) {
        return value == null ? new Cell("-", Tone.QUIET) : new Cell(FactWords.value(name, value));
    }

    private static Cell change(Comparison.Metric metric) {
        Double before = metric.before();
        Double after = metric.after();
        return before == null || after == null
                ? new Cell("-", Tone.QUIET)
                : new Cell(FactWords.change(metric.name(), before, after));
    }
}
