package dev.pgwright.pgquery;

/** A stretch of a text in chars, from {@code start} up to but not including {@code end}. */
public record TextRange(int start, int end) {
    /** Refuses a range that ends before it starts. */
    public TextRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("no range: " + start + " to " + end);
        }
    }

    /** The stretch itself. */
    public String of(String text) {
        return text.substring(start, end);
    }
}
