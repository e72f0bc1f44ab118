package dev.pgwright.advice.index.candidate;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Columns that a statement's joins make equal. */
final class EqualColumns {
    private final List<Set<Column>> classes = new ArrayList<>();

    /** A column of an occurrence of a table. */
    record Column(int source, String name) {}

    /** Makes two equal. */
    void join(Column first, Column second) {
        Set<Column> merged = new LinkedHashSet<>(List.of(first));
        merged.add(second);
        classes.removeIf(each -> {
            boolean touches = each.contains(first) || each.contains(second);
            if (touches) {
                merged.addAll(each);
            }
            return touches;
        });
        classes.add(merged);
    }

    /** The others of its class. */
    List<Column> of(Column column) {
        return classes.stream()
                .filter(each -> each.contains(column))
                .flatMap(Set::stream)
                .filter(other -> !other.equals(column))
                .toList();
    }
}
