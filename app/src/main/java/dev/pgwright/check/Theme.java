package dev.pgwright.check;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a check is about; one sub-package each. */
public enum Theme {
    SCHEMA,
    INDEX,
    QUERY,
    RLS,
    VACUUM,
    CONNECTION,
    SETTINGS,
    PARTITION,
    CACHE,
    WAL,
    SECURITY,
    JOB;

    @JsonValue
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
