package dev.pgwright.batch.partition;

import java.util.Locale;

/** How long a partition's period is; periods begin at midnight UTC, weeks on Monday. */
public enum Every {
    DAY("YYYY_MM_DD"),
    WEEK("IYYY\"w\"IW"),
    MONTH("YYYY_MM"),
    YEAR("YYYY");

    private final String suffix;

    Every(String suffix) {
        this.suffix = suffix;
    }

    /** The unit as date_trunc and intervals name it. */
    public String unit() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Format of to_char for the end of a partition's name. */
    String suffix() {
        return suffix;
    }
}
