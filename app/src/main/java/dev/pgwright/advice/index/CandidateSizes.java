package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.Conditions;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.WhatIfIndexes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How large candidates would be; the planner of the twin says how many rows meet the condition of a partial one. */
final class CandidateSizes {
    /** A key as candidates write it: what is compared, then perhaps an operator class, then perhaps a direction. */
    private static final Pattern KEY =
            Pattern.compile("(.+?)(?: ([a-z_]+_ops))?(?: DESC)?(?: NULLS (?:FIRST|LAST))?", Pattern.DOTALL);

    /** Partitions whose part of an index is estimated by their own statistics. */
    private static final int LOOKED_AT = 8;

    private final Snapshot snapshot;
    private final Partitions partitions;
    private final IndexSize sizes;
    private final WhatIfIndexes twin;
    private final ConditionShares shares;
    private final Map<String, Double> rows = new HashMap<>();

    CandidateSizes(Snapshot snapshot, WhatIfIndexes twin, Samples samples) {
        this.shares = samples.shares();
        this.snapshot = snapshot;
        this.partitions = new Partitions(snapshot);
        this.sizes = new IndexSize(snapshot, samples.distincts());
        this.twin = twin;
    }

    /** Nothing when the table is not in the snapshot or has never been analyzed. */
    Optional<IndexEstimate> of(CreateIndex index) {
        return snapshot.relation(index.table().schema(), index.table().name()).map(table -> {
            List<IndexShape.Key> keys =
                    index.keys().stream().map(key -> key(table, key)).toList();
            List<Relation> leaves = partitions.leaves(index.table());
            return leaves.isEmpty() ? estimate(index, table, keys, 1) : sum(index, keys, leaves);
        });
    }

    /** On one table that has rows; the keys are the same on all partitions. */
    private IndexEstimate estimate(CreateIndex index, Relation table, List<IndexShape.Key> keys, double part) {
        IndexShape shape = IndexShape.of(table.oid(), index.method(), keys).including(index.include());
        String condition = index.predicate();
        if (condition == null) {
            return sizes.estimate(shape);
        }
        double about = part * matching(index);
        return sizes.estimate(
                Conditions.callsFunction(condition) ? shape.ofRows(about) : shape.where(condition, about));
    }

    /** The largest partitions are looked at; the others are in proportion, and an empty one's part is one page. */
    private IndexEstimate sum(CreateIndex index, List<IndexShape.Key> keys, List<Relation> leaves) {
        double all = tuples(index.table());
        List<Relation> filled =
                leaves.stream().filter(leaf -> leaf.tuples() > 0).toList();
        List<Relation> looked = filled.subList(0, Math.min(LOOKED_AT, filled.size()));
        List<IndexEstimate> estimates = looked.stream()
                .map(leaf -> estimate(index, leaf, keys, leaf.tuples() / all))
                .toList();
        double rows = Math.max(1, looked.stream().mapToDouble(Relation::tuples).sum());
        double pages = estimates.stream().mapToLong(IndexEstimate::pages).sum();
        double others = filled.stream()
                .skip(LOOKED_AT)
                .mapToDouble(leaf -> Math.max(2, pages * leaf.tuples() / rows))
                .sum();
        double tuples = estimates.stream().mapToDouble(IndexEstimate::tuples).sum();
        int height = estimates.stream().mapToInt(IndexEstimate::height).max().orElse(0);
        return new IndexEstimate(
                Math.round(pages + others) + leaves.size() - filled.size(), tuples * Math.max(1, all / rows), height);
    }

    /** Share of the table's rows that the index holds. */
    double share(CreateIndex index) {
        double all = tuples(index.table());
        return index.predicate() == null || all <= 0 ? 1 : Math.min(1, matching(index) / all);
    }

    private double tuples(TableName table) {
        return snapshot.relation(table.schema(), table.name())
                .map(partitions::tuples)
                .orElse(0.0);
    }

    private double matching(CreateIndex index) {
        String condition = String.valueOf(index.predicate());
        String sql = "SELECT 1 FROM " + index.table().sql() + " WHERE " + condition;
        return rows.computeIfAbsent(sql, text -> {
            OptionalDouble share = shares.of(index.table(), condition);
            return share.isPresent() ? share.getAsDouble() * tuples(index.table()) : planned(text);
        });
    }

    private double planned(String sql) {
        return twin.forEach(
                        List.of(sql),
                        (session, query) ->
                                session.explain(query, Scene.AS_IT_IS).root().rows())
                .get(0);
    }

    private IndexShape.Key key(Relation table, String text) {
        Matcher matcher = KEY.matcher(text);
        if (!matcher.matches()) {
            return IndexShape.Key.expression(text, "text");
        }
        String bare = matcher.group(1);
        Optional<Column> column = snapshot.columnsOf(table.oid()).stream()
                .filter(each -> Identifiers.quote(each.name()).equals(bare))
                .findFirst();
        IndexShape.Key key = column.map(each -> IndexShape.Key.column(each.name()))
                .orElseGet(() -> IndexShape.Key.expression(bare, "text"));
        return matcher.group(2) == null ? key : key.with(matcher.group(2));
    }
}
