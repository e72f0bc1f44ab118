package dev.pgwright.pgquery.analysis;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The relations and functions that names stand for. Called from a worker thread of the parser while a statement is
 * analysed; must not call back into it.
 */
public interface Catalog {
    /**
     * The relation of that name: the schema is null when the statement gives none, and then the implementation goes by
     * its search path. Names are as stored, without quotes. Empty when there is none.
     */
    Optional<Relation> relation(@Nullable String schema, String name);

    /**
     * Column names of a set-returning or composite function called in FROM; empty when it is not known or returns a
     * scalar without a name of its own. PostgreSQL's own functions are known without this.
     */
    default Optional<List<String>> functionColumns(@Nullable String schema, String name) {
        return Optional.empty();
    }

    /**
     * A relation.
     *
     * @param name with its real schema
     * @param kind what it is
     * @param columns names in the order of their numbers, dropped ones left out
     * @param definition the query of a view, as {@code pg_get_viewdef} gives it, when columns are to be followed through
     */
    record Relation(RelationName name, Kind kind, List<String> columns, Optional<String> definition) {
        /** What a relation is. */
        public enum Kind {
            TABLE,
            VIEW
        }

        /** Takes a copy of the columns. */
        public Relation {
            columns = List.copyOf(columns);
        }

        /** An ordinary table. */
        public static Relation table(String schema, String name, List<String> columns) {
            return new Relation(new RelationName(schema, name), Kind.TABLE, columns, Optional.empty());
        }

        /** A view with its query. */
        public static Relation view(String schema, String name, List<String> columns, String query) {
            return new Relation(new RelationName(schema, name), Kind.VIEW, columns, Optional.of(query));
        }
    }
}
