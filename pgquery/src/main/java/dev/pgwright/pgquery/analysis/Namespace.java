package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A name that columns can be qualified with, as {@code ParseNamespaceItem} in PostgreSQL's parse_node.h.
 *
 * @param name the qualifier; null for a join without an alias
 * @param schema of a relation without an alias, which can be qualified by it
 * @param columns in order; those of a join lead to the sources below it
 * @param openSources sources in it whose columns are not all known
 * @param qualified whether it can be used as a qualifier
 * @param unqualified whether its columns are found without a qualifier
 * @param row where a reference to the whole row leads; null for a join
 */
record Namespace(
        @Nullable String name,
        @Nullable String schema,
        List<Item> columns,
        List<Source> openSources,
        boolean qualified,
        boolean unqualified,
        @Nullable Source row) {
    /** A column under the name it has here, and where it leads. */
    record Item(String name, Source source, String column, List<BaseColumn> origins) {
        Item renamed(String other) {
            return new Item(other, source, column, origins);
        }
    }

    static Namespace of(Source source, @Nullable String schema) {
        List<Item> items = new ArrayList<>();
        for (Source.Column column : source.columns()) {
            items.add(new Item(column.name(), source, column.name(), column.origins()));
        }
        List<Source> open = source.open() ? List.of(source) : List.of();
        String name = source.name().isEmpty() ? null : source.name();
        return new Namespace(name, schema, items, open, name != null, true, source);
    }

    Namespace visible(boolean asQualifier, boolean withoutQualifier) {
        return new Namespace(name, schema, columns, openSources, asQualifier && name != null, withoutQualifier, row);
    }

    List<Item> named(String column) {
        List<Item> found = new ArrayList<>();
        for (Item item : columns) {
            if (item.name.equals(column)) {
                found.add(item);
            }
        }
        return found;
    }
}
