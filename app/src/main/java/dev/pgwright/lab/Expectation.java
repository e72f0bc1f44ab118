package dev.pgwright.lab;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a diagnosis of a lab must say.
 *
 * @param found findings that must be there
 * @param notFound findings that must not
 */
public record Expectation(List<Entry> found, List<Entry> notFound) {
    public Expectation {
        found = List.copyOf(found);
        notFound = List.copyOf(notFound);
    }

    /**
     * A finding.
     *
     * @param check id of the check
     * @param object dotted name without quotes, such as {@code public.bookings}; null for any object
     */
    public record Entry(String check, @Nullable String object) {}

    static Expectation parse(String json) {
        return JsonMapper.builder().build().readValue(json, Expectation.class);
    }
}
