package dev.pgwright.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** How much a finding costs this database, worst first. */
public enum Impact {
    CRITICAL,
    HIGH,
    MEDIUM,
    LOW;

    /** True when this is as bad as the other or worse. */
    public boolean atLeast(Impact other) {
        return compareTo(other) <= 0;
    }

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
