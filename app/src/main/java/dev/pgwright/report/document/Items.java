package dev.pgwright.report.document;

import java.util.List;

/**
 * A list with bullets.
 *
 * @param title what the list is; empty when the section says it
 */
public record Items(String title, List<Item> items) implements Block {
    /** One bullet with further lines below it. */
    public record Item(String text, List<String> more) {
        public Item {
            text = Visible.line(text);
            more = more.stream().map(Visible::line).toList();
        }
    }

    public Items {
        title = Visible.line(title);
        items = List.copyOf(items);
    }

    /** A list of single lines. */
    public static Items of(String title, List<String> texts) {
        return new Items(
                title, texts.stream().map(text -> new Item(text, List.of())).toList());
    }
}
