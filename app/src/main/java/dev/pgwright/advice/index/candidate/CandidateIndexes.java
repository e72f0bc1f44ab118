package dev.pgwright.advice.index.candidate;

import dev.pgwright.advice.index.candidate.Condition.Kind;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every index that could serve a statement, by its conditions, joins, orders, groups and the columns that it reads.
 * Which of them help is for the planner to say.
 */
public final class CandidateIndexes {
    /** Columns that an index takes along at most: a wider one is a second table. */
    private static final int MOST_CARRIED = 12;
    /** Share of the row's width that an index of carried columns may have. */
    private static final double WIDEST = 0.8;
    /** Key orders of a use that are tried with carried columns, too. */
    private static final int MOST_COVERING = 5;
    /** Columns that together still repeat often enough for storing equal ones once to matter. */
    private static final int MOST_REPEATED = 4;
    /** Key orders of a use that are tried under each of its conditions. */
    private static final int MOST_PARTIAL = 4;
    /** A table of fewer pages is read whole as fast. */
    private static final long SMALLEST_PAGES = 6;
    /** How well rows must lie in the order of a column for block ranges to leave any out. */
    private static final double BRIN_CORRELATION = 0.8;
    /** Block ranges are for tables larger than some of them. */
    private static final long BRIN_PAGES = 1024;

    private final Snapshot snapshot;

    public CandidateIndexes(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** For one statement, the plain ones first. */
    public List<CreateIndex> of(StatementAnalysis statement) {
        Set<CreateIndex> found = new LinkedHashSet<>();
        for (TableUse use : TableUses.of(statement)) {
            TableFacts.of(snapshot, use.table())
                    .filter(facts -> facts.partitioned() || facts.pages() >= SMALLEST_PAGES)
                    .ifPresent(facts -> add(use, facts, found));
        }
        return List.copyOf(found);
    }

    private static void add(TableUse use, TableFacts facts, Set<CreateIndex> found) {
        List<List<String>> orders = KeyOrders.of(use, facts);
        orders.forEach(keys -> found.add(CreateIndex.named(use.table(), "btree", keys, List.of(), null)));
        orders.stream().limit(MOST_COVERING).forEach(keys -> covering(use, facts, keys, null, found));
        PartialConditions.of(use, facts).forEach(condition -> partial(use, facts, orders, condition, found));
        prefixes(use, facts, found);
        others(use, facts, found);
    }

    /** Carried columns as payload, and as keys: repeated keys are stored once, carried columns each time. */
    private static void covering(
            TableUse use, TableFacts facts, List<String> keys, @Nullable String condition, Set<CreateIndex> found) {
        List<String> bare = keys.stream().map(Key::bare).toList();
        List<String> carried = use.columns().stream()
                .filter(column -> facts.has(column) && !bare.contains(Identifiers.quote(column)))
                .sorted()
                .toList();
        int width = use.columns().stream().mapToInt(facts::width).sum();
        boolean expressions = bare.stream().anyMatch(key -> facts.column(key).isEmpty());
        if (expressions || carried.isEmpty() || carried.size() > MOST_CARRIED || width > WIDEST * facts.rowWidth()) {
            return;
        }
        found.add(CreateIndex.named(use.table(), "btree", keys, carried, condition));
        List<String> all = new ArrayList<>(keys);
        carried.stream().map(Identifiers::quote).forEach(all::add);
        if (all.size() <= MOST_REPEATED) {
            found.add(CreateIndex.named(use.table(), "btree", all, List.of(), condition));
        }
    }

    private static void partial(
            TableUse use,
            TableFacts facts,
            List<List<String>> orders,
            PartialConditions.Selected condition,
            Set<CreateIndex> found) {
        List<List<String>> keys = orders.stream()
                .map(order -> order.stream()
                        .filter(key -> !condition.fixed().contains(Key.bare(key)))
                        .toList())
                .filter(order -> !order.isEmpty())
                .distinct()
                .limit(MOST_PARTIAL)
                .toList();
        for (List<String> order : keys) {
            found.add(CreateIndex.named(use.table(), "btree", order, List.of(), condition.sql()));
            covering(use, facts, order, condition.sql(), found);
        }
        if (keys.isEmpty()) {
            condition.fixed().stream()
                    .findFirst()
                    .ifPresent(key -> found.add(
                            CreateIndex.named(use.table(), "btree", List.of(key), List.of(), condition.sql())));
        }
    }

    /** LIKE 'x%' under a linguistic collation needs an operator class that compares characters. */
    private static void prefixes(TableUse use, TableFacts facts, Set<CreateIndex> found) {
        if (facts.bytewise()) {
            return;
        }
        for (String key : use.keys(Kind.PREFIX)) {
            String type = facts.column(key).map(facts::type).orElse("text");
            String operators = type.startsWith("character varying")
                    ? "varchar_pattern_ops"
                    : type.startsWith("character") ? "bpchar_pattern_ops" : "text_pattern_ops";
            List<String> keys = new ArrayList<>(use.keys(Kind.EQUAL));
            keys.remove(key);
            keys.add(key + " " + operators);
            found.add(CreateIndex.named(use.table(), "btree", keys, List.of(), null));
            found.add(CreateIndex.named(use.table(), "btree", List.of(key + " " + operators), List.of(), null));
        }
    }

    private static void others(TableUse use, TableFacts facts, Set<CreateIndex> found) {
        for (Condition condition : use.conditions()) {
            String key = condition.key();
            switch (condition.kind()) {
                case CONTAINS -> contains(use.table(), condition, facts, found);
                case FULL_TEXT -> found.add(CreateIndex.named(use.table(), "gin", List.of(key), List.of(), null));
                case PATTERN -> {
                    if (facts.trigrams()) {
                        found.add(
                                CreateIndex.named(use.table(), "gin", List.of(key + " gin_trgm_ops"), List.of(), null));
                    }
                }
                case EQUAL, RANGE, JOIN -> {
                    boolean ordered =
                            condition.column() != null && facts.correlation(condition.column()) >= BRIN_CORRELATION;
                    if (ordered && facts.pages() >= BRIN_PAGES && condition.kind() != Kind.JOIN) {
                        found.add(CreateIndex.named(use.table(), "brin", List.of(key), List.of(), null));
                    }
                }
                default -> {
                    // keys of a btree, seen to above
                }
            }
        }
    }

    private static void contains(TableName table, Condition condition, TableFacts facts, Set<CreateIndex> found) {
        String column = condition.column() == null ? "" : condition.column();
        String type = facts.type(column);
        if (type.equals("jsonb") || column.isEmpty()) {
            if (condition.operator().equals("@>") || condition.operator().startsWith("@")) {
                found.add(
                        CreateIndex.named(table, "gin", List.of(condition.key() + " jsonb_path_ops"), List.of(), null));
            }
            found.add(CreateIndex.named(table, "gin", List.of(condition.key()), List.of(), null));
        } else {
            String method = facts.category(column).equals("A") ? "gin" : "gist";
            found.add(CreateIndex.named(table, method, List.of(condition.key()), List.of(), null));
        }
    }
}
