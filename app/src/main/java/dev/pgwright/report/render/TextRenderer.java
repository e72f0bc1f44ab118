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
import dev.pgwright.report.document.Tone;
import java.util.List;
import java.util.stream.Collectors;

/** A document for a terminal. Lines are as wide as it is, except for what a person must paste whole. */
public final class TextRenderer {
    /** Longer lines of prose are hard to read, however wide the terminal is. */
    private static final int WIDEST_PROSE = 100;

    private static final int INDENT = 3;

    private final int width;
    private final int prose;
    private final Ink ink;
    private final StringBuilder out = new StringBuilder();

    private TextRenderer(int width, Ink ink) {
        this.width = width;
        this.prose = Math.min(width, WIDEST_PROSE);
        this.ink = ink;
    }

    /** The document as lines, each with a line feed. */
    public static String render(Document document, int width, boolean color, boolean ascii) {
        TextRenderer renderer = new TextRenderer(width, new Ink(color, ascii));
        renderer.document(document);
        return renderer.out.toString();
    }

    /** An error: what happened, and what to do next. */
    public static String error(String what, String advice, String code, int width, boolean color) {
        TextRenderer renderer = new TextRenderer(width, new Ink(color, false));
        renderer.hanging(renderer.ink.paint("Error:", Tone.CRITICAL) + " ", what, 0, "Error: ".length());
        renderer.hanging("       ", advice, 0, "Error: ".length());
        renderer.hanging("       ", "(" + code + ")", 0, "Error: ".length());
        return renderer.out.toString();
    }

    private void document(Document document) {
        line(ink.bold(document.title()));
        if (!document.subject().isEmpty()) {
            wrapped(document.subject(), 0, Tone.PLAIN);
        }
        if (!document.when().isEmpty()) {
            line(document.when());
        }
        line("");
        wrapped(document.summary(), 0, Tone.PLAIN);
        document.outcomeLast().forEach(this::section);
        if (!document.legend().isEmpty()) {
            line("");
            document.legend().forEach(text -> wrapped(text, 0, Tone.QUIET));
        }
        if (!document.next().isEmpty()) {
            line("");
            document.next().forEach(this::command);
        }
    }

    private void section(Section section) {
        line("");
        String title = ink.plain(section.title());
        Columns.wrap(title, width).forEach(text -> line(ink.bold(text)));
        line(ink.plain("─").repeat(Math.min(width, Columns.width(title))));
        boolean first = true;
        for (Block block : section.blocks()) {
            if (!first && block instanceof Card) {
                line("");
            }
            block(block, 0);
            first = false;
        }
    }

    private void block(Block block, int indent) {
        if (block instanceof Paragraph paragraph) {
            wrapped(paragraph.text(), indent, paragraph.tone());
        } else if (block instanceof Items items) {
            items(items, indent);
        } else if (block instanceof Fields fields) {
            fields(fields, indent);
        } else if (block instanceof Code code) {
            code(code, indent);
        } else if (block instanceof Table table) {
            new TextTable(table, width - indent, ink).lines().forEach(text -> line(" ".repeat(indent) + text));
        } else if (block instanceof Card card) {
            card(card);
        }
    }

    private void card(Card card) {
        String mark = card.number().startsWith("#") ? card.number() + " " : card.number() + ". ";
        int hang = Math.max(INDENT, mark.length());
        List<String> title = Columns.wrap(ink.plain(card.title()), prose - hang);
        for (int i = 0; i < title.size(); i++) {
            String lead = i == 0 ? Columns.pad(mark, hang, false) : " ".repeat(hang);
            line(ink.paint(lead + title.get(i), card.tone()));
        }
        if (!card.detail().isEmpty()) {
            wrapped(card.detail(), hang, Tone.QUIET);
        }
        card.body().forEach(block -> block(block, hang));
    }

    private void items(Items items, int indent) {
        int inner = indent;
        if (!items.title().isEmpty()) {
            line(" ".repeat(indent) + items.title() + ":");
            inner += 2;
        }
        for (Items.Item item : items.items()) {
            hanging(ink.plain("•") + " ", item.text(), inner);
            for (String more : item.more()) {
                wrapped(more, inner + 2, Tone.PLAIN);
            }
        }
    }

    private void fields(Fields fields, int indent) {
        if (fields.running()) {
            String text = fields.fields().stream()
                    .map(field -> field.name() + " " + field.value())
                    .collect(Collectors.joining(", "));
            wrapped(text, indent, Tone.PLAIN);
            return;
        }
        int names = fields.fields().stream()
                .mapToInt(f -> Columns.width(f.name()))
                .max()
                .orElse(0);
        int column = Math.min(names, width / 2) + 2;
        fields.fields().forEach(f -> hanging(Columns.pad(f.name(), column, false), ink.plain(f.value()), indent));
    }

    private void code(Code code, int indent) {
        line(" ".repeat(indent) + code.label() + ":");
        int inner = indent + 2;
        code.statements().stream()
                .flatMap(sql -> SqlLines.wrap(sql, width - inner).stream())
                .forEach(text -> line(" ".repeat(inner) + text));
        code.notes().forEach(note -> wrapped(note, inner, Tone.QUIET));
    }

    private void command(Document.Command command) {
        String oneLine = command.label() + ": " + command.line();
        if (Columns.width(oneLine) <= width) {
            line(command.label() + ": " + ink.bold(command.line()));
        } else {
            line(command.label() + ":");
            line("  " + ink.bold(command.line()));
        }
    }

    private void wrapped(String text, int indent, Tone tone) {
        Columns.wrap(ink.plain(text), prose - indent).forEach(line -> line(" ".repeat(indent) + ink.paint(line, tone)));
    }

    private void hanging(String lead, String text, int indent) {
        hanging(lead, text, indent, Columns.width(lead));
    }

    private void hanging(String lead, String text, int indent, int hang) {
        List<String> lines = Columns.wrap(ink.plain(text), prose - indent - hang);
        for (int i = 0; i < lines.size(); i++) {
            line(" ".repeat(indent) + (i == 0 ? lead : " ".repeat(hang)) + lines.get(i));
        }
    }

    private void line(String text) {
        out.append(text.stripTrailing()).append('\n');
    }
}
