package dev.pgwright.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Something that holds the database back. It carries no change: advice derives that.
 *
 * @param check id of the check
 * @param object the object in plain dotted form, for example {@code public.bookings}
 * @param title one sentence that names the object and the condition
 * @param facts the figures behind it, by name with their unit in the name; in a fixed order
 * @param why the effect on this database, in plain words
 */
public record Finding(String check, String object, Impact impact, String title, Map<String, Object> facts, String why) {
    public Finding {
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }

    /** Stable name for ignore lists and comparisons. */
    public String key() {
        return check + ":" + object;
    }
}
