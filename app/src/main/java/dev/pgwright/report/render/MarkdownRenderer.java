package dev.pgwright.report.render;

import dev.pgwright.report.document.Block;
import dev.pgwright.report.document.Card;
import dev.pgwright.report.document.Code;
import dev.pgwright.report.document.Document;
import dev.pgwright.report.document.Fields;
import dev.pgwright.report.document.Items;
import dev.pgwright.report.document.Paragraph;
import dev.pgwright.report.document.Section;
import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Row;
import dev.pgwright.report.document.Tone;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A document in GitHub's Markdown, for pull requests and files. */
public final class MarkdownRenderer {
    private final StringBuilder out = new StringBuilder();

    private MarkdownRenderer() {}

    public static String render(Document document) {
        MarkdownRenderer renderer = new MarkdownRenderer();
        renderer.document(document);
        return renderer.out.toString();
    }

    private void document(Document document) {
        out.append("# ").append(MarkdownText.escape(document.title())).append('\n');
        String about = about(document);
        if (!about.isEmpty()) {
            paragraph(about);
        }
        paragraph("**" + MarkdownText.escape(document.summary()) + "**");
        document.outcomeFirst().forEach(this::section);
        document.legend().forEach(text -> paragraph("_" + MarkdownText.escape(text) + "_"));
        for (Document.Command command : document.next()) {
            paragraph(MarkdownText.escape(command.label()) + ":");
            fenced("sh", command.line());
        }
    }

    private static String about(Document document) {
        String when = document.when().isEmpty() ? "" : MarkdownText.escape(document.when());
        String subject = MarkdownText.code(document.subject());
        return subject.isEmpty() || when.isEmpty() ? subject + when : subject + ", " + when;
    }

    private void section(Section section) {
        out.append("\n## ").append(MarkdownText.escape(section.title())).append('\n');
        if (section.folded()) {
            folded("Show", section.blocks());
        } else {
            section.blocks().forEach(this::block);
        }
    }

    private void block(Block block) {
        if (block instanceof Paragraph paragraph) {
            paragraph(MarkdownText.escape(paragraph.text()));
        } else if (block instanceof Items items) {
            items(items);
        } else if (block instanceof Fields fields) {
            fields(fields);
        } else if (block instanceof Code code) {
            paragraph(MarkdownText.escape(code.label()) + ":");
            fenced("sql", code.text());
            code.notes().forEach(note -> paragraph(MarkdownText.escape(note)));
        } else if (block instanceof Table table) {
            table(table);
        } else if (block instanceof Card card) {
            card(card);
        }
    }

    private void card(Card card) {
        if (!card.open()) {
            List<Block> inside = new ArrayList<>(List.of(new Paragraph(card.detail())));
            inside.addAll(card.body());
            folded(card.number() + " " + card.title() + " (" + card.badge() + ")", inside);
            return;
        }
        out.append("\n### ").append(heading(card)).append('\n');
        if (!card.detail().isEmpty()) {
            paragraph(MarkdownText.escape(card.detail()));
        }
        card.body().forEach(this::block);
    }

    private static String heading(Card card) {
        return MarkdownText.escape(card.number()) + " " + MarkdownText.escape(card.title()) + " ("
                + MarkdownText.escape(card.badge()) + ")";
    }

    private void folded(String summary, List<Block> blocks) {
        out.append("\n<details><summary>").append(MarkdownText.html(summary)).append("</summary>\n");
        blocks.forEach(this::block);
        out.append("\n</details>\n");
    }

    private void items(Items items) {
        if (!items.title().isEmpty()) {
            paragraph(MarkdownText.escape(items.title()) + ":");
        }
        out.append('\n');
        for (Items.Item item : items.items()) {
            out.append("- ").append(MarkdownText.escape(item.text())).append('\n');
            item.more()
                    .forEach(more ->
                            out.append("  - ").append(MarkdownText.escape(more)).append('\n'));
        }
    }

    private void fields(Fields fields) {
        if (fields.running()) {
            paragraph(fields.fields().stream()
                    .map(f -> MarkdownText.escape(f.name()) + " " + MarkdownText.escape(f.value()))
                    .collect(Collectors.joining(", ")));
            return;
        }
        out.append("\n| name | value |\n| --- | --- |\n");
        fields.fields()
                .forEach(f -> out.append("| ")
                        .append(MarkdownText.escape(f.name()))
                        .append(" | ")
                        .append(MarkdownText.escape(f.value()))
                        .append(" |\n"));
    }

    private void table(Table table) {
        out.append('\n');
        line(table.columns().stream().map(c -> MarkdownText.escape(c.title())).toList());
        line(table.columns().stream().map(c -> c.figures() ? "---:" : "---").toList());
        for (Row row : table.rows()) {
            line(row.cells().stream()
                    .map(cell -> row.total() ? strong(cell) : cell(cell))
                    .toList());
        }
    }

    private void line(List<String> cells) {
        out.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }

    private static String cell(Cell cell) {
        boolean bad = cell.tone() == Tone.CRITICAL || cell.tone() == Tone.HIGH;
        return bad ? strong(cell) : MarkdownText.escape(cell.text());
    }

    private static String strong(Cell cell) {
        return cell.text().isBlank() ? "" : "**" + MarkdownText.escape(cell.text()) + "**";
    }

    private void paragraph(String markdown) {
        out.append('\n').append(markdown).append('\n');
    }

    private void fenced(String language, String text) {
        String fence = MarkdownText.fence(text);
        out.append('\n').append(fence).append(language).append('\n').append(text);
        out.append(text.endsWith("\n") ? "" : "\n").append(fence).append('\n');
    }
}
