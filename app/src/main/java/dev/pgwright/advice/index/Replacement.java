package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Index;
import java.util.List;
import java.util.Objects;

/** Whether a new index does what an existing one did. */
final class Replacement {
    private Replacement() {}

    /** A whole btree that begins with the same keys in the same directions, and carries what the old one carried. */
    static boolean replaces(CreateIndex selected, Index old) {
        boolean comparable = selected.method().equals("btree")
                && old.accessMethod().equals("btree")
                && selected.table().schema().equals(old.schema())
                && selected.table().name().equals(old.relation())
                && Objects.equals(selected.predicate(), old.predicate())
                && old.keys().stream().allMatch(key -> key.column() != null && key.defaultOperatorClass());
        if (!comparable) {
            return false;
        }
        List<String> keys = old.keys().stream().map(Replacement::text).toList();
        return selected.keys().size() >= keys.size()
                && selected.keys().subList(0, keys.size()).equals(keys)
                && selected.include().containsAll(old.included());
    }

    private static String text(Index.Key key) {
        return Identifiers.quote(String.valueOf(key.column())) + (key.descending() ? " DESC" : "");
    }
}
