package dev.pgwright.pgquery.analysis;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A catalog held in memory, with a search path in which {@code pg_catalog} comes first unless it is named. */
public final class MapCatalog implements Catalog {
    private static final String SYSTEM_SCHEMA = "pg_catalog";

    private final Map<RelationName, Relation> relations = new HashMap<>();
    private final List<String> searchPath;

    /** Later relations replace earlier ones of the same name. */
    public MapCatalog(List<String> searchPath, Collection<Relation> relations) {
        this.searchPath = searchPath.contains(SYSTEM_SCHEMA)
                ? List.copyOf(searchPath)
                : java.util.stream.Stream.concat(java.util.stream.Stream.of(SYSTEM_SCHEMA), searchPath.stream())
                        .toList();
        relations.forEach(relation -> this.relations.put(relation.name(), relation));
    }

    @Override
    public Optional<Relation> relation(@Nullable String schema, String name) {
        if (schema != null) {
            return Optional.ofNullable(relations.get(new RelationName(schema, name)));
        }
        return searchPath.stream()
                .map(candidate -> relations.get(new RelationName(candidate, name)))
                .filter(java.util.Objects::nonNull)
                .findFirst();
    }
}
