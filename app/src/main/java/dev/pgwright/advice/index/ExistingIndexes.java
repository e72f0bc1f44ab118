package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the indexes that are there already do. */
public final class ExistingIndexes {
    private final Snapshot snapshot;

    public ExistingIndexes(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** True when a valid index without a condition begins with the keys of the wanted one. */
    public boolean covers(CreateIndex wanted) {
        return snapshot.relation(wanted.table().schema(), wanted.table().name())
                .map(relation -> covers(relation, wanted))
                .orElse(false);
    }

    private boolean covers(Relation relation, CreateIndex wanted) {
        return snapshot.indexesOf(relation.oid()).stream()
                .filter(index -> index.valid() && !index.partial())
                .filter(index -> index.accessMethod().equals(wanted.method()))
                .map(ExistingIndexes::keys)
                .anyMatch(keys -> begins(keys, wanted.keys()));
    }

    private static boolean begins(List<String> keys, List<String> wanted) {
        return keys.size() >= wanted.size()
                && (keys.subList(0, wanted.size()).equals(wanted)
                        || keys.subList(0, wanted.size())
                                .equals(wanted.stream()
                                        .map(ExistingIndexes::reversed)
                                        .toList()));
    }

    /** A btree is read in both directions. */
    private static String reversed(String key) {
        return key.endsWith(" DESC") ? key.substring(0, key.length() - " DESC".length()) : key + " DESC";
    }

    private static List<String> keys(Index index) {
        return index.keys().stream()
                .map(key -> text(key.column(), key.expression()) + (key.descending() ? " DESC" : ""))
                .toList();
    }

    private static String text(@Nullable String column, @Nullable String expression) {
        return column != null ? Identifiers.quote(column) : "(" + expression + ")";
    }
}
