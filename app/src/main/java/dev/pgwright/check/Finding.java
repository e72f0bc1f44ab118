package dev.pgwright.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
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

    /** A finding of a check. */
    public static Finding of(CheckInfo check, String object, Impact impact, String title, Figures facts, String why) {
        return new Finding(check.id(), object, impact, title, facts.values(), why);
    }

    /** A fact that is text; empty when there is none of that name. */
    public String text(String fact) {
        return facts.get(fact) instanceof String text ? text : "";
    }

    /** A fact that is a list of texts; empty when there is none of that name. */
    public List<String> texts(String fact) {
        return facts.get(fact) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    /** Stable name for ignore lists and comparisons. */
    public String key() {
        return check + ":" + object;
    }
}
