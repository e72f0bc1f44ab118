package dev.pgwright.report.render;

import dev.pgwright.report.document.Table;
import dev.pgwright.report.document.Table.Cell;
import dev.pgwright.report.document.Table.Column;
import dev.pgwright.report.document.Table.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table in a terminal: columns where they fit, otherwise one paragraph per row. */
final class TextTable {
    private static final int GAP = 2;
    private static final int NARROWEST_NAME = 16;
    private static final int NARROWEST_WORDS = 20;

    private final Table table;
    private final int width;
    private final Ink ink;

    TextTable(Table table, int width, Ink ink) {
        this.table = table;
        this.width = width;
        this.ink = ink;
    }

    List<String> lines() {
        int[] widths = widths();
        return Arrays.stream(widths).sum() + GAP * (widths.length - 1) <= width ? columns(widths) : stacked();
    }

    /** Natural widths; when they are too wide, words give way: the last column of words first, then the name. */
    private int[] widths() {
        int count = table.columns().size();
        int[] widths = IntStream.range(0, count).map(this::naturalWidth).toArray();
        for (int i = count - 1; i >= 0; i--) {
            int excess = Arrays.stream(widths).sum() + GAP * (count - 1) - width;
            int narrowest = i == 0 ? NARROWEST_NAME : NARROWEST_WORDS;
            if (excess > 0 && !table.columns().get(i).figures() && widths[i] > narrowest) {
                widths[i] = Math.max(narrowest, widths[i] - excess);
            }
        }
        return widths;
    }

    private int naturalWidth(int column) {
        int cells = table.rows().stream()
                .mapToInt(row -> Columns.width(text(row.cells().get(column))))
                .max()
                .orElse(0);
        return Math.max(cells, Columns.width(table.columns().get(column).title()));
    }

    private List<String> columns(int[] widths) {
        List<String> lines = new ArrayList<>();
        List<Cell> titles =
                table.columns().stream().map(c -> new Cell(c.title())).toList();
        row(new Row(titles, false), widths).forEach(line -> lines.add(ink.bold(line)));
        lines.add(rule(widths));
        for (Row row : table.rows()) {
            if (row.total()) {
                lines.add(rule(widths));
            }
            lines.addAll(row(row, widths));
        }
        return lines;
    }

    private String rule(int[] widths) {
        return Arrays.stream(widths)
                .mapToObj(w -> ink.plain("─").repeat(w))
                .collect(Collectors.joining(" ".repeat(GAP)));
    }

    /** One row: as many lines as its highest cell. */
    private List<String> row(Row row, int[] widths) {
        List<List<String>> cells = IntStream.range(0, widths.length)
                .mapToObj(i -> Columns.fit(text(row.cells().get(i)), widths[i]))
                .toList();
        int height = cells.stream().mapToInt(List::size).max().orElse(1);
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < height; line++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String cell = line < cells.get(i).size() ? cells.get(i).get(line) : "";
                String blanks = " ".repeat(widths[i] - Columns.width(cell));
                String painted = ink.paint(cell, row.cells().get(i).tone());
                boolean right = table.columns().get(i).figures();
                text.append(i == 0 ? "" : " ".repeat(GAP)).append(right ? blanks + painted : painted + blanks);
            }
            lines.add(text.toString().stripTrailing());
        }
        return lines;
    }

    /** The name of the row, then its other cells with their titles. */
    private List<String> stacked() {
        List<String> lines = new ArrayList<>();
        for (Row row : table.rows()) {
            if (row.total()) {
                lines.add(ink.plain("─").repeat(Math.min(width, NARROWEST_NAME)));
            }
            Columns.fit(text(row.cells().get(0)), width).forEach(line -> lines.add(ink.bold(line)));
            String rest = IntStream.range(1, row.cells().size())
                    .filter(i -> !"-".equals(row.cells().get(i).text()))
                    .mapToObj(i -> pair(table.columns().get(i), row.cells().get(i)))
                    .collect(Collectors.joining(", "));
            Columns.wrap(rest, width - GAP).forEach(line -> lines.add("  " + line.replace(HARD_SPACE, ' ')));
        }
        return lines;
    }

    /** Keeps a title and its value on one line while wrapping. */
    private static final char HARD_SPACE = '\u0001';

    private String pair(Column column, Cell cell) {
        return (column.title() + " " + text(cell)).replace(' ', HARD_SPACE);
    }

    private String text(Cell cell) {
        return ink.plain(cell.text());
    }
}
