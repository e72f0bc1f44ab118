package dev.pgwright.report.document;

import java.util.List;

/**
 * A titled part of a report.
 *
 * @param id anchor in HTML, from a fixed set
 * @param first the outcome: files and pages show it first; a terminal shows it last, next to the prompt
 * @param folded details that few need: closed where a format can fold
 */
public record Section(String id, String title, List<Block> blocks, boolean first, boolean folded) {
    public Section {
        title = Visible.line(title);
        blocks = List.copyOf(blocks);
    }

    /** A part in its place. */
    public static Section of(String id, String title, List<? extends Block> blocks) {
        return new Section(id, title, List.copyOf(blocks), false, false);
    }

    /** The outcome. */
    public static Section outcome(String id, String title, List<? extends Block> blocks) {
        return new Section(id, title, List.copyOf(blocks), true, false);
    }

    /** A part for those who want to know more. */
    public static Section details(String id, String title, List<? extends Block> blocks) {
        return new Section(id, title, List.copyOf(blocks), false, true);
    }
}
