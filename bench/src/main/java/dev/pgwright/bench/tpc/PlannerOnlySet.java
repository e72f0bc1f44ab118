package dev.pgwright.bench.tpc;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of indexes chosen by the planner's estimates alone, as advisors do: Extend (Schlosser, Kossmann and Boissier,
 * Efficient Scalable Multi-Attribute Index Selection Using Recursive Strategies, ICDE 2019). Step by step it adds the
 * index of one column, or appends a column to an index that it has, whichever saves most estimated cost per byte, until
 * the budget is full. Sizes are those that HypoPG takes (hypo_estimate_index in hypopg.c), for budget and costs alike.
 */
final class PlannerOnlySet {
    private static final int WIDEST = 2;
    /** A step that lowers the cost by less is none. */
    private static final double LEAST_IMPROVEMENT = 1.003;

    private final Snapshot snapshot;
    private final WhatIfIndexes whatIf;
    private final List<WorkloadStatement> workload;
    private final Map<CreateIndex, IndexEstimate> sizes = new HashMap<>();
    private final Map<String, Double> costs = new HashMap<>();

    /** A chosen set, with what was estimated of it. */
    record Chosen(List<CreateIndex> indexes, long bytes, double relativeCost) {}

    private PlannerOnlySet(Snapshot snapshot, WhatIfIndexes whatIf, List<WorkloadStatement> workload) {
        this.snapshot = snapshot;
        this.whatIf = whatIf;
        this.workload = workload;
    }

    /** Chooses on a twin. */
    static Chosen choose(Twin twin, List<WorkloadStatement> workload, long budgetBytes) {
        try (WhatIfIndexes whatIf = twin.whatIf(1)) {
            return new PlannerOnlySet(twin.snapshot(), whatIf, workload).extend(budgetBytes);
        }
    }

    private Chosen extend(long budget) {
        Set<CreateIndex> singles = new LinkedHashSet<>();
        for (Relation table : tables()) {
            snapshot.columnsOf(table.oid()).stream()
                    .filter(column -> workload.stream().anyMatch(s -> mentions(s, column.name())))
                    .forEach(column -> singles.add(index(table, List.of(column.name()))));
        }
        Set<CreateIndex> chosen = new LinkedHashSet<>();
        double first = cost(chosen);
        double current = first;
        while (true) {
            Set<CreateIndex> best = null;
            double bestCost = current;
            double bestRatio = 0;
            for (Set<CreateIndex> option : options(chosen, singles)) {
                double cost = cost(option);
                double more = Math.max(1, bytes(option) - bytes(chosen));
                double ratio = (current - cost) / more;
                if (bytes(option) <= budget && cost * LEAST_IMPROVEMENT < current && ratio > bestRatio) {
                    best = option;
                    bestCost = cost;
                    bestRatio = ratio;
                }
            }
            if (best == null) {
                return new Chosen(List.copyOf(chosen), bytes(chosen), current / first);
            }
            chosen = best;
            current = bestCost;
        }
    }

    private List<Relation> tables() {
        return snapshot.rows(Facts.RELATION).stream()
                .filter(relation -> relation.kind() == Relation.Kind.TABLE)
                .sorted(Comparator.comparing(Relation::name))
                .toList();
    }

    /** As in the harness of the algorithm's authors: a column belongs to every statement whose text has its name. */
    private static boolean mentions(WorkloadStatement statement, String column) {
        return statement.sql().contains(column);
    }

    private List<Set<CreateIndex>> options(Set<CreateIndex> chosen, Set<CreateIndex> singles) {
        List<Set<CreateIndex>> options = new ArrayList<>();
        for (CreateIndex single : singles) {
            if (chosen.stream()
                    .noneMatch(index -> index.table().equals(single.table())
                            && index.keys().get(0).equals(single.keys().get(0)))) {
                Set<CreateIndex> option = new LinkedHashSet<>(chosen);
                option.add(single);
                options.add(option);
            }
        }
        for (CreateIndex index : chosen) {
            for (CreateIndex wider : wider(index)) {
                Set<CreateIndex> option = new LinkedHashSet<>(chosen);
                option.remove(index);
                if (option.add(wider)) {
                    options.add(option);
                }
            }
        }
        return options;
    }

    private List<CreateIndex> wider(CreateIndex index) {
        if (index.keys().size() >= WIDEST) {
            return List.of();
        }
        Relation table =
                snapshot.relation(index.table().schema(), index.table().name()).orElseThrow();
        List<String> own = names(index);
        return snapshot.columnsOf(table.oid()).stream()
                .map(Column::name)
                .filter(name -> !own.contains(name))
                .filter(name -> workload.stream()
                        .anyMatch(s -> mentions(s, name) && own.stream().allMatch(column -> mentions(s, column))))
                .map(name -> {
                    List<String> columns = new ArrayList<>(own);
                    columns.add(name);
                    return index(table, columns);
                })
                .toList();
    }

    private static List<String> names(CreateIndex index) {
        return index.keys().stream().map(key -> key.replace("\"", "")).toList();
    }

    private CreateIndex index(Relation table, List<String> columns) {
        CreateIndex index = CreateIndex.btree(
                new TableName(table.schema(), table.name()),
                columns.stream().map(Identifiers::quote).toList(),
                null);
        if (!sizes.containsKey(index)) {
            IndexEstimate size = size(table, columns);
            sizes.put(index, size);
            Map<String, String> refused = whatIf.create(List.of(WhatIfIndex.of(index, size)));
            if (!refused.isEmpty()) {
                throw new IllegalStateException(refused.toString());
            }
        }
        return index;
    }

    /** hypo_estimate_index: every key a tuple header of its own, 10 % free, 20 % bloat, no tuple shared. */
    private IndexEstimate size(Relation table, List<String> columns) {
        double width = 0;
        for (String column : columns) {
            width += snapshot.rows(Facts.COLUMN_STATISTICS).stream()
                    .filter(s -> s.relation().equals(table.name()) && s.column().equals(column))
                    .mapToInt(ColumnStatistics::averageWidthBytes)
                    .findFirst()
                    .orElse(32);
        }
        int n = columns.size();
        double line = width + 8 * n + (4 * n + 7) / 8 * 8;
        long pages = Math.max(1, (long) (table.tuples() * line * 1.3 / (8192 - 24 - 16)));
        return new IndexEstimate(pages, table.tuples(), 0);
    }

    private long bytes(Set<CreateIndex> set) {
        return set.stream()
                .mapToLong(index -> Objects.requireNonNull(sizes.get(index)).bytes())
                .sum();
    }

    private double cost(Set<CreateIndex> set) {
        return workload.stream().mapToDouble(s -> s.calls() * cost(s, set)).sum();
    }

    /** Only indexes of columns that the statement has are asked about, each combination once. */
    private double cost(WorkloadStatement statement, Set<CreateIndex> set) {
        Set<String> relevant = new HashSet<>();
        for (CreateIndex index : set) {
            if (mentions(statement, names(index).get(0))) {
                relevant.add(index.name());
            }
        }
        String key = statement.name() + new TreeSet<>(relevant);
        return costs.computeIfAbsent(
                key,
                k -> whatIf.sessions()
                        .get(0)
                        .explain(statement.sql(), Scene.showing(relevant))
                        .totalCost());
    }
}
