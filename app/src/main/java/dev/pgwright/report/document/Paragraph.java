package dev.pgwright.report.document;

/** Running text. */
public record Paragraph(String text, Tone tone) implements Block {
    public Paragraph {
        text = Visible.line(text);
    }

    public Paragraph(String text) {
        this(text, Tone.PLAIN);
    }
}
