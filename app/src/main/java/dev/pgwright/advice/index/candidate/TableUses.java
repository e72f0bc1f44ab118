package dev.pgwright.advice.index.candidate;

import dev.pgwright.advice.index.candidate.Condition.Kind;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.analysis.BaseColumn;
import dev.pgwright.pgquery.analysis.ColumnUse;
import dev.pgwright.pgquery.analysis.Operand;
import dev.pgwright.pgquery.analysis.Predicate;
import dev.pgwright.pgquery.analysis.QueryBlock;
import dev.pgwright.pgquery.analysis.SortKey;
import dev.pgwright.pgquery.analysis.Source;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.pgquery.analysis.SubLink;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects from the analysis of a statement how it uses each of its tables. */
final class TableUses {
    private static final Set<String> WRITING = Set.of("InsertStmt", "UpdateStmt", "DeleteStmt", "MergeStmt");

    private final Map<Integer, Use> uses = new LinkedHashMap<>();
    private final EqualColumns equals = new EqualColumns();

    private TableUses() {}

    private static final class Use {
        final Source source;
        final Set<String> columns = new LinkedHashSet<>();
        final List<Condition> conditions = new ArrayList<>();
        final List<SortOrder> orders = new ArrayList<>();
        boolean writes;

        Use(Source source) {
            this.source = source;
        }
    }

    /** One use for each occurrence of a table. */
    static List<TableUse> of(StatementAnalysis statement) {
        TableUses uses = new TableUses();
        List<QueryBlock> blocks = new ArrayList<>();
        statement.query().ifPresent(query -> blocks(query, blocks, new HashSet<>()));
        blocks.forEach(uses::declare);
        statement.columns().forEach(uses::read);
        blocks.forEach(block -> block.columns().forEach(uses::read));
        blocks.forEach(uses::collect);
        uses.spreadConstants();
        return uses.uses.values().stream().map(TableUses::finished).toList();
    }

    private static TableUse finished(Use use) {
        TableName table = use.source
                .relation()
                .map(relation -> new TableName(String.valueOf(relation.schema()), relation.name()))
                .orElseThrow();
        return new TableUse(
                table, use.columns, use.conditions.stream().distinct().toList(), use.orders, use.writes);
    }

    private static void blocks(QueryBlock block, List<QueryBlock> found, Set<QueryBlock> seen) {
        if (!seen.add(block)) {
            return;
        }
        found.add(block);
        block.parts().forEach(part -> blocks(part, found, seen));
        block.subLinks().stream().map(SubLink::query).forEach(query -> blocks(query, found, seen));
        block.sources().forEach(source -> source.query().ifPresent(query -> blocks(query, found, seen)));
    }

    private void declare(QueryBlock block) {
        for (Source source : block.sources()) {
            if (source.kind() == Source.Kind.TABLE && source.relation().isPresent()) {
                Use use = uses.computeIfAbsent(source.id(), id -> new Use(source));
                use.writes |= WRITING.contains(block.kind())
                        && source.equals(block.sources().get(0));
            }
        }
    }

    /** A column of the table itself, or one that a sub-query, a view or a CTE hands on from the table. */
    private List<Use> usesOf(ColumnUse column) {
        Use direct = uses.get(column.source().id());
        if (direct != null) {
            return List.of(direct);
        }
        if (column.origins().size() != 1) {
            return List.of();
        }
        BaseColumn origin = column.origins().get(0);
        return uses.values().stream()
                .filter(use ->
                        use.source.relation().filter(origin.relation()::equals).isPresent())
                .toList();
    }

    private static String nameIn(ColumnUse column) {
        return column.origins().size() == 1 ? column.origins().get(0).column() : column.column();
    }

    private void read(ColumnUse column) {
        if (!column.column().equals("*")) {
            usesOf(column).forEach(use -> use.columns.add(nameIn(column)));
        }
    }

    private void collect(QueryBlock block) {
        block.predicates().forEach(this::condition);
        order(block.orderBy(), true);
        order(block.groupBy(), false);
        order(block.distinctOn(), false);
    }

    private void condition(Predicate predicate) {
        Operand left = predicate.left();
        if (left.columns().isEmpty()) {
            return;
        }
        Kind kind = kind(predicate);
        if (kind == null) {
            return;
        }
        boolean alone = Stream.concat(left.columns().stream(), predicate.right().columns().stream())
                        .map(column -> column.source().id())
                        .distinct()
                        .count()
                == 1;
        String sql = alone && predicate.disjunction() == 0 && !predicate.outerJoin() && hasNoQuery(predicate)
                ? BareExpressions.write(predicate.node()).orElse(null)
                : null;
        if (alone && !predicate.right().columns().isEmpty()) {
            add(left, new Condition(Kind.ROW, "", null, predicate.operator(), sql));
            return;
        }
        key(left).ifPresent(key -> add(left, condition(kind, key, left, predicate, sql)));
        Operand right = predicate.right();
        if (kind == Kind.JOIN && right.kind() == Operand.Kind.COLUMN) {
            key(right).ifPresent(key -> add(right, condition(kind, key, right, predicate, null)));
            if (left.kind() == Operand.Kind.COLUMN && !predicate.outerJoin()) {
                equals.join(column(left), column(right));
            }
        }
    }

    private static boolean hasNoQuery(Predicate predicate) {
        return predicate.right().kind() == Operand.Kind.CONSTANT
                || predicate.right().kind() == Operand.Kind.NONE
                || predicate.right().kind() == Operand.Kind.COLUMN;
    }

    private static Condition condition(Kind kind, String key, Operand side, Predicate predicate, @Nullable String sql) {
        String column =
                side.kind() == Operand.Kind.COLUMN ? nameIn(side.columns().get(0)) : null;
        String operator = predicate.kind() == Predicate.Kind.IN ? "IN" : predicate.operator();
        return new Condition(kind, key, column, operator, sql);
    }

    private static EqualColumns.Column column(Operand side) {
        ColumnUse use = side.columns().get(0);
        return new EqualColumns.Column(use.source().id(), nameIn(use));
    }

    private static @Nullable Kind kind(Predicate predicate) {
        boolean compared = predicate.right().kind() == Operand.Kind.COLUMN
                || predicate.right().kind() == Operand.Kind.EXPRESSION
                || predicate.right().kind() == Operand.Kind.SUBQUERY
                || predicate.right().columns().stream().anyMatch(column -> column.levelsUp() > 0);
        Kind kind = switch (predicate.kind()) {
            case EQUALITY, IN -> compared ? Kind.JOIN : Kind.EQUAL;
            case DISTINCTNESS -> null;
            case RANGE -> Kind.RANGE;
            case LIKE_PREFIX -> Kind.PREFIX;
            case PATTERN -> Kind.PATTERN;
            case CONTAINMENT -> Kind.CONTAINS;
            case FULL_TEXT -> Kind.FULL_TEXT;
            case NULL_TEST, BOOLEAN -> Kind.STATE;
            case INEQUALITY -> Kind.STATE;
            case DISTANCE, EXISTS, OTHER -> null;
        };
        if (kind == null || kind == Kind.STATE) {
            return kind;
        }
        if (predicate.negated()) {
            return Kind.STATE;
        }
        return predicate.disjunction() > 0 && kind != Kind.CONTAINS ? Kind.ALTERNATIVE : kind;
    }

    private Optional<String> key(Operand side) {
        if (side.kind() == Operand.Kind.COLUMN) {
            return Optional.of(Identifiers.quote(nameIn(side.columns().get(0))));
        }
        boolean direct = side.columns().stream()
                .allMatch(column -> uses.containsKey(column.source().id()));
        return direct ? BareExpressions.write(side.node()).map(text -> "(" + text + ")") : Optional.empty();
    }

    private void add(Operand side, Condition condition) {
        long sources = side.columns().stream()
                .map(column -> column.source().id())
                .distinct()
                .count();
        if (sources == 1) {
            usesOf(side.columns().get(0)).forEach(use -> use.conditions.add(condition));
        }
    }

    private void order(Collection<SortKey> keys, boolean strict) {
        Map<Use, List<String>> byUse = new LinkedHashMap<>();
        for (SortKey key : keys) {
            List<Use> found =
                    key.columns().isEmpty() ? List.of() : usesOf(key.columns().get(0));
            Optional<String> text = text(key);
            if (found.size() != 1 || text.isEmpty()) {
                break; // an index can serve the keys up to here only
            }
            if (strict && !byUse.isEmpty() && !byUse.containsKey(found.get(0))) {
                break;
            }
            byUse.computeIfAbsent(found.get(0), use -> new ArrayList<>()).add(text.get() + direction(key));
        }
        byUse.forEach((use, texts) ->
                use.orders.add(new SortOrder(texts.stream().distinct().toList(), strict)));
    }

    private Optional<String> text(SortKey key) {
        return key.column().isPresent()
                ? Optional.of(Identifiers.quote(nameIn(key.column().get())))
                : BareExpressions.write(key.node()).map(text -> "(" + text + ")");
    }

    /** NULLs are first by default when descending. */
    private static String direction(SortKey key) {
        String nulls = key.nullsFirst() == key.descending() ? "" : key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST";
        return (key.descending() ? " DESC" : "") + nulls;
    }

    /** What equals a constant makes all its equals so: the planner knows (equivclass.c). */
    private void spreadConstants() {
        for (Use use : uses.values()) {
            for (Condition condition : List.copyOf(use.conditions)) {
                if (condition.kind() == Kind.EQUAL && condition.column() != null) {
                    equals.of(new EqualColumns.Column(use.source.id(), condition.column()))
                            .forEach(this::constant);
                }
            }
        }
    }

    private void constant(EqualColumns.Column column) {
        Use use = uses.get(column.source());
        if (use != null) {
            use.conditions.add(new Condition(Kind.EQUAL, Identifiers.quote(column.name()), column.name(), "=", null));
        }
    }
}
