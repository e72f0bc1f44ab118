package dev.pgwright.pgquery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Changes to a text, all in terms of its offsets before any change, so that what is not changed keeps its comments and
 * layout.
 */
public final class SqlEdits {
    private record Edit(TextRange range, String replacement) {}

    private final String text;
    private final List<Edit> edits = new ArrayList<>();

    /** Changes to a text. */
    public SqlEdits(String text) {
        this.text = text;
    }

    /**
     * Puts something else in the place of a range.
     *
     * @throws IllegalArgumentException when it overlaps an earlier change or lies outside the text
     */
    public SqlEdits replace(TextRange range, String replacement) {
        if (range.end() > text.length()) {
            throw new IllegalArgumentException(range + " reaches beyond the text of " + text.length() + " chars");
        }
        for (Edit edit : edits) {
            if (range.start() < edit.range.end() && edit.range.start() < range.end()) {
                throw new IllegalArgumentException(range + " overlaps " + edit.range);
            }
        }
        edits.add(new Edit(range, replacement));
        return this;
    }

    /** Puts something in; insertions at the same offset keep the order in which they were made. */
    public SqlEdits insert(int offset, String addition) {
        return replace(new TextRange(offset, offset), addition);
    }

    /** The changed text. */
    public String apply() {
        List<Edit> sorted = new ArrayList<>(edits);
        sorted.sort(
                Comparator.comparingInt((Edit edit) -> edit.range.start()).thenComparingInt(edit -> edit.range.end()));
        StringBuilder result = new StringBuilder(text.length() + 64);
        int copied = 0;
        for (Edit edit : sorted) {
            result.append(text, copied, edit.range.start()).append(edit.replacement);
            copied = edit.range.end();
        }
        return result.append(text, copied, text.length()).toString();
    }
}
