package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Resolves column references as {@code transformColumnRef} and {@code colNameToVar} of PostgreSQL do: level by level
 * outwards, ambiguous within a level, and a name that is no column may be the whole row of a source.
 */
final class Columns {
    /** Columns that every table has; section "System Columns" of PostgreSQL's manual. */
    private static final Set<String> SYSTEM = Set.of("tableoid", "xmin", "cmin", "xmax", "cmax", "ctid");

    private final Session session;

    Columns(Session session) {
        this.session = session;
    }

    /** Where a reference leads and how far out. */
    private record Found(Namespace.Item item, Scope scope) {}

    /** Resolves a ColumnRef and records its use; null with a {@link Problem} when it leads nowhere. */
    @Nullable
    ColumnUse resolve(JsonNode reference, Scope scope, Clause clause) {
        List<String> fields = Trees.strings(reference.path("fields"));
        String column = fields.get(fields.size() - 1);
        Found found = fields.size() == 1 ? unqualified(column, scope, reference) : qualified(fields, scope, reference);
        if (found == null) {
            return null;
        }
        ColumnUse use = use(found.item, scope, found.scope, clause, false, session.location(reference));
        session.resolved.put(reference, use);
        return use;
    }

    /** Resolves a field of a whole row; false when the reference is no bare name of a source. */
    boolean resolveField(JsonNode row, String field, Scope scope, Clause clause) {
        List<String> fields = Trees.strings(row.path("fields"));
        if (fields.size() != 1) {
            return false;
        }
        for (Scope level = scope; level != null; level = level.outer) {
            if (!candidates(fields.get(0), level).isEmpty()) {
                return false;
            }
        }
        Found whole = wholeRow(fields.get(0), scope);
        Namespace namespace = whole == null ? null : qualifier(null, fields.get(0), whole.scope);
        if (whole == null || namespace == null) {
            return false;
        }
        Found found = inNamespace(namespace, field, whole.scope, row);
        if (found != null) {
            session.resolved.put(row, use(found.item, scope, found.scope, clause, false, session.location(row)));
        }
        return true;
    }

    /** Records a use of a column that was found, and marks the levels that it reaches across as correlated. */
    ColumnUse use(Namespace.Item item, Scope from, Scope at, Clause clause, boolean star, int location) {
        int levels = 0;
        BlockBuilder block = from.block;
        for (Scope scope = from; scope != null && scope.block != at.block; scope = scope.outer) {
            scope.block.correlated = true;
            if (scope.outer != null && scope.outer.block != block) {
                levels++;
                block = scope.outer.block;
            }
        }
        ColumnUse use = new ColumnUse(item.source(), item.column(), item.origins(), clause, levels, star, location);
        from.block.columns.add(use);
        session.columns.add(use);
        return use;
    }

    @Nullable
    private Found unqualified(String column, Scope scope, JsonNode reference) {
        for (Scope level = scope; level != null; level = level.outer) {
            List<Namespace.Item> items = candidates(column, level);
            if (items.size() > 1) {
                session.problem(Problem.Kind.AMBIGUOUS_COLUMN, column, reference);
                return null;
            }
            if (items.size() == 1) {
                return new Found(items.get(0), level);
            }
        }
        Found row = wholeRow(column, scope);
        if (row != null) {
            return row;
        }
        Found assumed = assumed(column, scope);
        if (assumed == null) {
            session.problem(Problem.Kind.UNKNOWN_COLUMN, column, reference);
        }
        return assumed;
    }

    /** Columns of that name on one level; system columns only where no other has the name. */
    static List<Namespace.Item> candidates(String column, Scope level) {
        List<Namespace.Item> items = new ArrayList<>();
        for (Namespace namespace : level.namespaces) {
            if (namespace.unqualified()) {
                items.addAll(namespace.named(column));
            }
        }
        if (items.isEmpty() && SYSTEM.contains(column)) {
            for (Namespace namespace : level.namespaces) {
                if (namespace.unqualified() && hasSystemColumns(namespace)) {
                    items.add(system(namespace, column));
                }
            }
        }
        return items;
    }

    private static boolean hasSystemColumns(Namespace namespace) {
        Source row = namespace.row();
        return row != null && (row.kind() == Source.Kind.TABLE || row.kind() == Source.Kind.UNKNOWN);
    }

    private static Namespace.Item system(Namespace namespace, String column) {
        return guessed(java.util.Objects.requireNonNull(namespace.row()), column);
    }

    /** A column that the source is taken to have. */
    private static Namespace.Item guessed(Source source, String column) {
        List<BaseColumn> origins = source.kind() == Source.Kind.TABLE || source.kind() == Source.Kind.UNKNOWN
                ? source.relation()
                        .map(relation -> List.of(new BaseColumn(relation, column)))
                        .orElse(List.of())
                : List.of();
        return new Namespace.Item(column, source, column, origins);
    }

    @Nullable
    private static Found wholeRow(String name, Scope scope) {
        for (Scope level = scope; level != null; level = level.outer) {
            for (Namespace namespace : level.namespaces) {
                if (namespace.qualified() && name.equals(namespace.name()) && namespace.row() != null) {
                    return new Found(new Namespace.Item("*", namespace.row(), "*", List.of()), level);
                }
            }
        }
        return null;
    }

    /** The innermost level with exactly one source whose columns are not all known. */
    @Nullable
    private static Found assumed(String column, Scope scope) {
        for (Scope level = scope; level != null; level = level.outer) {
            Set<Source> open = new LinkedHashSet<>();
            for (Namespace namespace : level.namespaces) {
                if (namespace.unqualified()) {
                    open.addAll(namespace.openSources());
                }
            }
            if (open.size() == 1) {
                return new Found(guessed(open.iterator().next(), column), level);
            }
            if (open.size() > 1) {
                return null;
            }
        }
        return null;
    }

    @Nullable
    private Found qualified(List<String> fields, Scope scope, JsonNode reference) {
        String column = fields.get(fields.size() - 1);
        String qualifier = fields.get(fields.size() - 2);
        String schema = fields.size() > 2 ? fields.get(fields.size() - 3) : null;
        for (Scope level = scope; level != null; level = level.outer) {
            Namespace namespace = qualifier(schema, qualifier, level);
            if (namespace != null) {
                return inNamespace(namespace, column, level, reference);
            }
        }
        session.problem(Problem.Kind.UNKNOWN_QUALIFIER, String.join(".", fields), reference);
        return null;
    }

    /** The source that a qualifier names on one level. */
    @Nullable
    static Namespace qualifier(@Nullable String schema, String name, Scope level) {
        for (Namespace namespace : level.namespaces) {
            if (namespace.qualified()
                    && name.equals(namespace.name())
                    && (schema == null || schema.equals(namespace.schema()))) {
                return namespace;
            }
        }
        return null;
    }

    @Nullable
    private Found inNamespace(Namespace namespace, String column, Scope level, JsonNode reference) {
        if (column.equals("*")) {
            Source row = namespace.row();
            return row == null ? null : new Found(new Namespace.Item("*", row, "*", List.of()), level);
        }
        List<Namespace.Item> items = namespace.named(column);
        if (items.size() == 1) {
            return new Found(items.get(0), level);
        }
        if (items.size() > 1) {
            session.problem(Problem.Kind.AMBIGUOUS_COLUMN, namespace.name() + "." + column, reference);
            return null;
        }
        if (SYSTEM.contains(column) && hasSystemColumns(namespace)) {
            return new Found(system(namespace, column), level);
        }
        if (namespace.openSources().size() == 1) {
            return new Found(guessed(namespace.openSources().get(0), column), level);
        }
        session.problem(Problem.Kind.UNKNOWN_COLUMN, namespace.name() + "." + column, reference);
        return null;
    }
}
