package dev.pgwright.check;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The facts of a finding, in the order in which they are added; what is not known is left out. */
public final class Figures {
    private final Map<String, Object> values = new LinkedHashMap<>();

    private Figures() {}

    /** Facts that begin with this one. */
    public static Figures of(String name, Object value) {
        return new Figures().and(name, value);
    }

    /** Facts of a table. */
    public static Figures ofTable(String schema, String table) {
        return of("schema", schema).and("table", table);
    }

    /** One more fact; null is not known. */
    public Figures and(String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value);
        }
        return this;
    }

    Map<String, Object> values() {
        return values;
    }
}
