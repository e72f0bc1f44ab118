package dev.pgwright.operation;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.ServerVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An object that a few statements make: its definition, owner, grants, comment and options.
 *
 * @param schema null for a publication; a policy's is its table's
 * @param table a policy's table; null for others
 * @param arguments a function's argument types, separated by commas, as oidvectortypes writes them; null for others
 */
public record DatabaseObject(
        Type type,
        @Nullable String schema,
        String name,
        @Nullable String table,
        @Nullable String arguments) {

    /** What can be made, dropped and replaced as a whole. */
    public enum Type {
        POLICY("POLICY", Lock.ACCESS_EXCLUSIVE),
        FUNCTION("ROUTINE", Lock.NONE),
        VIEW("VIEW", Lock.ACCESS_EXCLUSIVE),
        MATERIALIZED_VIEW("MATERIALIZED VIEW", Lock.ACCESS_EXCLUSIVE),
        STATISTICS("STATISTICS", Lock.SHARE_UPDATE_EXCLUSIVE),
        PUBLICATION("PUBLICATION", Lock.SHARE_UPDATE_EXCLUSIVE);

        private final String keyword;
        private final Lock lock;

        Type(String keyword, Lock lock) {
            this.keyword = keyword;
            this.lock = lock;
        }

        String keyword() {
            return keyword;
        }

        Lock lock() {
            return lock;
        }
    }

    public static DatabaseObject policy(TableName table, String name) {
        return new DatabaseObject(Type.POLICY, table.schema(), name, table.name(), null);
    }

    /** A function or procedure. */
    public static DatabaseObject function(String schema, String name, String arguments) {
        return new DatabaseObject(Type.FUNCTION, schema, name, null, arguments);
    }

    public static DatabaseObject view(TableName name) {
        return new DatabaseObject(Type.VIEW, name.schema(), name.name(), null, null);
    }

    public static DatabaseObject materializedView(TableName name) {
        return new DatabaseObject(Type.MATERIALIZED_VIEW, name.schema(), name.name(), null, null);
    }

    public static DatabaseObject statistics(TableName name) {
        return new DatabaseObject(Type.STATISTICS, name.schema(), name.name(), null, null);
    }

    public static DatabaseObject publication(String name) {
        return new DatabaseObject(Type.PUBLICATION, null, name, null, null);
    }

    /** As DROP and COMMENT name it. */
    String sql() {
        return switch (type) {
            case POLICY -> Identifiers.quote(name) + " ON " + Identifiers.qualified(text(schema), text(table));
            case FUNCTION -> Identifiers.qualified(text(schema), name) + "(" + text(arguments) + ")";
            case VIEW, MATERIALIZED_VIEW, STATISTICS -> Identifiers.qualified(text(schema), name);
            case PUBLICATION -> Identifiers.quote(name);
        };
    }

    String drop() {
        return "DROP " + type.keyword() + " IF EXISTS " + sql();
    }

    /** The relation whose locks count. */
    @Nullable
    TableName relation() {
        return switch (type) {
            case POLICY -> new TableName(text(schema), text(table));
            case VIEW, MATERIALIZED_VIEW -> new TableName(text(schema), name);
            case FUNCTION, STATISTICS, PUBLICATION -> null;
        };
    }

    /** Boolean expression: it is there. */
    String exists() {
        return switch (type) {
            case POLICY ->
                "EXISTS (SELECT FROM pg_catalog.pg_policy WHERE polrelid = "
                        + Catalog.relation(new TableName(text(schema), text(table))) + " AND polname = "
                        + Catalog.text(name) + ")";
            case FUNCTION -> "(pg_catalog.to_regprocedure(" + Catalog.text(sql()) + ") IS NOT NULL)";
            case VIEW, MATERIALIZED_VIEW -> Catalog.exists(new TableName(text(schema), name));
            case STATISTICS ->
                "EXISTS (SELECT FROM pg_catalog.pg_statistic_ext AS s JOIN pg_catalog.pg_namespace AS n"
                        + " ON n.oid = s.stxnamespace WHERE n.nspname = " + Catalog.text(text(schema))
                        + " AND s.stxname = " + Catalog.text(name) + ")";
            case PUBLICATION ->
                "EXISTS (SELECT FROM pg_catalog.pg_publication WHERE pubname = " + Catalog.text(name) + ")";
        };
    }

    /**
     * A query for the statements that make the object again exactly as it is, one row each, in order; no rows when it
     * is not there. Names in their texts are qualified when the search path holds pg_catalog alone.
     *
     * @param major of the server
     */
    public String definitionQuery(int major) {
        return resource(type.name().toLowerCase(Locale.ROOT), major)
                .replace("{identity}", Catalog.text(sql()))
                .replace("{schema}", Catalog.text(text(schema)))
                .replace("{table}", Catalog.text(text(table)))
                .replace("{name}", Catalog.text(name));
    }

    /** An expression over that query: all statements in one text. */
    String definitionExpression(int major) {
        return "(SELECT string_agg(d.statement, E';\\n' ORDER BY d.n) FROM (" + definitionQuery(major)
                + "\n) AS d (n, statement))";
    }

    private static String text(@Nullable String part) {
        return part == null ? "" : part;
    }

    /** {@code <type>.<major>.sql} holds from that major on. */
    private static String resource(String type, int major) {
        for (int from = major; from >= ServerVersion.OLDEST_MAJOR; from--) {
            String version = from == ServerVersion.OLDEST_MAJOR ? "" : "." + from;
            try (InputStream file = DatabaseObject.class.getResourceAsStream("definition/" + type + version + ".sql")) {
                if (file != null) {
                    return new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalArgumentException("no definition of " + type);
    }

    /** As findings and people name it. */
    @Override
    public String toString() {
        return switch (type) {
            case POLICY -> text(schema) + "." + text(table) + "." + name;
            case FUNCTION -> text(schema) + "." + name + "(" + text(arguments) + ")";
            case VIEW, MATERIALIZED_VIEW, STATISTICS -> text(schema) + "." + name;
            case PUBLICATION -> name;
        };
    }

    /** In a sentence: {@code materialized view public.totals}. */
    String words() {
        String word = type == Type.FUNCTION ? "function" : type.keyword().toLowerCase(Locale.ROOT);
        return word + " " + this;
    }
}
