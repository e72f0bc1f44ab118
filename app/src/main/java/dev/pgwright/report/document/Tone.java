package dev.pgwright.report.document;

import java.util.Locale;

/** How a text wants to be taken; a renderer may show it as colour, the words say it too. */
public enum Tone {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW,
    GOOD,
    QUIET,
    PLAIN;

    /** Name of the style class in HTML. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
