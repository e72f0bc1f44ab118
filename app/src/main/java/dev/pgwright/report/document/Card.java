package dev.pgwright.report.document;

import java.util.List;

/**
 * One thing with its details: a finding, a change.
 *
 * @param number what people call it: {@code 1}, {@code #12}
 * @param badge one or two words that say how bad it is or what became of it
 * @param detail names below the title: the check, the object
 * @param open false to show only the title where a format can fold
 */
public record Card(String number, String badge, Tone tone, String title, String detail, List<Block> body, boolean open)
        implements Block {
    public Card {
        number = Visible.line(number);
        badge = Visible.line(badge);
        title = Visible.line(title);
        detail = Visible.name(detail);
        body = List.copyOf(body);
    }
}
