package dev.pgwright.report;

import dev.pgwright.check.Theme;
import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Document.Command;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;

/** The words of {@code explain} without an argument. */
final class CheckListPage {
    private static final List<Column> COLUMNS =
            List.of(Column.words("check"), Column.words("worst impact"), Column.words("reads"));

    private CheckListPage() {}

    static Document of(CheckListing listing) {
        List<Section> sections = new ArrayList<>();
        for (Theme theme : Theme.values()) {
            sections.add(section(theme, listing));
        }
        List<Command> next = listing.checks().isEmpty()
                ? List.of()
                : List.of(new Command(
                        "Read one",
                        Commands.line("explain " + listing.checks().get(0).id(), "")));
        return new Document(
                "pgwright explain",
                "",
                "",
                List.of(),
                Words.count(listing.checks().size(), "check", "checks") + ".",
                sections,
                List.of(),
                next);
    }

    private static Section section(Theme theme, CheckListing listing) {
        List<Row> rows = listing.checks().stream()
                .filter(entry -> entry.theme() == theme)
                .map(CheckListPage::row)
                .toList();
        List<Block> table = rows.isEmpty() ? List.of() : List.of(new Table("Checks of " + theme.id(), COLUMNS, rows));
        return Section.of(theme.id(), title(theme), table);
    }

    private static Row row(CheckListing.Entry entry) {
        return new Row(
                List.of(
                        new Cell(entry.id()),
                        new Cell(entry.impact().id(), Cards.tone(entry.impact())),
                        new Cell(String.join(", ", entry.needs()))),
                false);
    }

    private static String title(Theme theme) {
        return switch (theme) {
            case SCHEMA -> "Schema";
            case INDEX -> "Indexes";
            case QUERY -> "Queries";
            case RLS -> "Row-level security";
            case VACUUM -> "Vacuum and statistics";
            case CONNECTION -> "Connections";
            case SETTINGS -> "Settings";
            case PARTITION -> "Partitions";
            case CACHE -> "Cache";
            case WAL -> "WAL, archiving and replication";
            case SECURITY -> "Security";
            case JOB -> "Scheduled jobs";
        };
    }
}
