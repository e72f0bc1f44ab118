package dev.pgwright.report.document;

import java.util.List;

/** Rows and columns; the first column names the row and may be wrapped. */
public record Table(String caption, List<Column> columns, List<Row> rows) implements Block {
    /** A column; figures stand at the right. */
    public record Column(String title, boolean figures) {
        /** A column of words. */
        public static Column words(String title) {
            return new Column(title, false);
        }

        /** A column of figures. */
        public static Column figures(String title) {
            return new Column(title, true);
        }
    }

    /** A row with as many cells as the table has columns; totals are set apart. */
    public record Row(List<Cell> cells, boolean total) {
        public Row {
            cells = List.copyOf(cells);
        }
    }

    /** One cell. */
    public record Cell(String text, Tone tone) {
        public Cell {
            text = Visible.line(text);
        }

        public Cell(String text) {
            this(text, Tone.PLAIN);
        }
    }

    /** Style classes of a cell: {@code figure} at the right, {@code none} where there is nothing to say. */
    public String kind(Row row, int column) {
        boolean none = "-".equals(row.cells().get(column).text());
        return (columns.get(column).figures() ? "figure" : "word") + (none ? " none" : "");
    }

    public Table {
        caption = Visible.line(caption);
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        int width = columns.size();
        if (rows.stream().anyMatch(row -> row.cells().size() != width)) {
            throw new IllegalArgumentException("a row of table \"" + caption + "\" has not " + width + " cells");
        }
    }
}
