package dev.pgwright.batch.score;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Numbers distinct values from 0 in the order of their first appearance; NULL is a value too. */
final class Dictionary<T> {
    private final Map<@Nullable T, Integer> codes = new HashMap<>();
    private final List<@Nullable T> values = new ArrayList<>();

    int code(@Nullable T value) {
        Integer known = codes.get(value);
        if (known != null) {
            return known;
        }
        int code = values.size();
        codes.put(value, code);
        values.add(value);
        return code;
    }

    /** The code of a value, or -1. */
    int find(T value) {
        Integer known = codes.get(value);
        return known == null ? -1 : known;
    }

    @Nullable
    T value(int code) {
        return values.get(code);
    }

    int size() {
        return values.size();
    }
}
