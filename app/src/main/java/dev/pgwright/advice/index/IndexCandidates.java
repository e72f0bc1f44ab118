package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.plan.PlanNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Indexes that a plan could have used: from the conditions that its scans check row by row, from its joins, and
 * from its
 * sorts. Candidates only; whether one helps is for a measurement to say.
 */
public final class IndexCandidates {
    private static final int MOST_KEYS = 4;
    private static final Set<String> GROUPING = Set.of("Aggregate", "Group", "WindowAgg", "SetOp", "Unique");

    private final ConditionReader reader;

    public IndexCandidates(PgQuery parser) {
        this.reader = new ConditionReader(parser);
    }

    /** Groups of indexes that only help together (mostly of one), the most promising first. */
    public List<List<CreateIndex>> of(PlanNode plan) {
        Map<String, PlanNode> scans = new LinkedHashMap<>();
        plan.all()
                .filter(node -> node.relation() != null && node.alias() != null && node.schema() != null)
                .filter(node -> !node.type().equals("ModifyTable"))
                .sorted(Comparator.comparingDouble(PlanNode::cost).reversed())
                .forEach(node -> scans.putIfAbsent(String.valueOf(node.alias()), node));
        Map<String, List<List<CreateIndex>>> byAlias = new LinkedHashMap<>();
        scans.forEach((alias, scan) -> byAlias.put(alias, ofScan(plan, scan, alias)));
        return interleaved(byAlias.values().stream().toList());
    }

    /** The first of each relation, then the second of each, ... */
    private static List<List<CreateIndex>> interleaved(List<List<List<CreateIndex>>> lists) {
        LinkedHashSet<List<CreateIndex>> result = new LinkedHashSet<>();
        int longest = lists.stream().mapToInt(List::size).max().orElse(0);
        for (int i = 0; i < longest; i++) {
            for (List<List<CreateIndex>> list : lists) {
                if (i < list.size()) {
                    result.add(list.get(i));
                }
            }
        }
        return List.copyOf(result);
    }

    private List<List<CreateIndex>> ofScan(PlanNode plan, PlanNode scan, String alias) {
        List<List<Usage>> usages = usages(plan, alias);
        List<String> equal = keys(usages, Usage.Kind.EQUALITY);
        List<String> joins = keys(usages, Usage.Kind.JOIN);
        List<String> ranges = keys(usages, Usage.Kind.RANGE);
        List<String> sort = sortKeys(plan, alias);
        TableName table = new TableName(String.valueOf(scan.schema()), String.valueOf(scan.relation()));
        List<List<CreateIndex>> groups = new ArrayList<>();
        add(groups, table, equal, sort);
        add(groups, table, equal, ranges.stream().limit(1).toList());
        add(groups, table, equal, List.of());
        for (String join : joins) {
            add(groups, table, with(equal, join), sort);
            add(groups, table, List.of(join), List.of());
        }
        if (equal.isEmpty()) {
            add(groups, table, List.of(), sort);
        }
        add(groups, table, List.of(), ranges.stream().limit(1).toList());
        usages.stream().filter(arms -> arms.size() > 1).forEach(arms -> groups.add(anyOf(table, arms)));
        keys(usages, Usage.Kind.CONTAINMENT).forEach(key -> groups.add(List.of(gin(table, key))));
        return groups.stream().distinct().toList();
    }

    private List<List<Usage>> usages(PlanNode plan, String alias) {
        return plan.all()
                .filter(node -> !node.type().equals("Bitmap Index Scan")) // may be one arm of an OR
                .flatMap(node -> Stream.of(
                                Stream.ofNullable(node.filter()),
                                Stream.ofNullable(node.indexCondition()),
                                Stream.ofNullable(node.recheckCondition()),
                                node.joinConditions().stream())
                        .flatMap(s -> s))
                .distinct()
                .flatMap(condition -> reader.conjuncts(condition).stream())
                .filter(arms -> arms.get(0).alias().equals(alias))
                .toList();
    }

    private static List<String> keys(List<List<Usage>> usages, Usage.Kind kind) {
        return usages.stream()
                .filter(arms -> arms.size() == 1 && arms.get(0).kind() == kind)
                .map(arms -> arms.get(0).key())
                .distinct()
                .toList();
    }

    /** Keys of a sort that only reads this relation; none when it sorts by others, too. */
    private List<String> sortKeys(PlanNode plan, String alias) {
        for (PlanNode node : plan.all().filter(IndexCandidates::sortsRows).toList()) {
            List<Optional<Usage>> keys =
                    node.sortKeys().stream().map(reader::sortKey).toList();
            boolean ours = keys.stream()
                    .allMatch(key -> key.isPresent() && key.get().alias().equals(alias));
            if (ours) {
                return keys.stream().flatMap(Optional::stream).map(Usage::key).toList();
            }
        }
        return List.of();
    }

    /** A sort of a table's own rows: what is sorted after grouping is in no index. */
    private static boolean sortsRows(PlanNode node) {
        return !node.sortKeys().isEmpty() && node.all().noneMatch(below -> GROUPING.contains(below.type()));
    }

    private static List<String> with(List<String> keys, String more) {
        return Stream.concat(keys.stream(), Stream.of(more)).distinct().toList();
    }

    private static void add(List<List<CreateIndex>> groups, TableName table, List<String> first, List<String> rest) {
        List<String> keys = new ArrayList<>(first);
        rest.stream().filter(key -> !first.contains(bare(key))).forEach(keys::add);
        if (!keys.isEmpty()) {
            List<String> bounded = keys.subList(0, Math.min(keys.size(), MOST_KEYS));
            groups.add(List.of(CreateIndex.btree(table, bounded, null)));
        }
    }

    private static String bare(String key) {
        return key.replaceFirst(" DESC.*| NULLS .*", "");
    }

    private static List<CreateIndex> anyOf(TableName table, List<Usage> arms) {
        return arms.stream()
                .map(Usage::key)
                .distinct()
                .map(key -> CreateIndex.btree(table, List.of(key), null))
                .toList();
    }

    private static CreateIndex gin(TableName table, String key) {
        CreateIndex btree = CreateIndex.btree(table, List.of(key), null);
        return new CreateIndex(table, btree.name(), "gin", List.of(key), List.of(), null);
    }
}
