package dev.pgwright.report;

import java.util.Locale;

/** The formats of every result. */
public enum Format {
    TEXT("txt"),
    JSON("json"),
    MARKDOWN("md"),
    HTML("html");

    private final String extension;

    Format(String extension) {
        this.extension = extension;
    }

    /** The word on the command line. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The end of a file's name, without the dot. */
    public String extension() {
        return extension;
    }
}
