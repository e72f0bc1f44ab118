package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
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

    private final Snapshot snapshot;
    private final IndexSize sizes;
    private final WhatIfIndexes twin;
    private final ConditionShares shares;
    private final Map<String, Double> rows = new HashMap<>();

    CandidateSizes(Snapshot snapshot, WhatIfIndexes twin, Samples samples) {
        this.shares = samples.shares();
        this.snapshot = snapshot;
        this.sizes = new IndexSize(snapshot, samples.distincts());
        this.twin = twin;
    }

    /** Nothing when the table is not in the snapshot or has never been analyzed. */
    Optional<IndexEstimate> of(CreateIndex index) {
        return snapshot.relation(index.table().schema(), index.table().name()).map(table -> {
            List<IndexShape.Key> keys =
                    index.keys().stream().map(key -> key(table, key)).toList();
            IndexShape shape = IndexShape.of(table.oid(), index.method(), keys).including(index.include());
            return sizes.estimate(index.predicate() == null ? shape : shape.ofRows(matching(index)));
        });
    }

    /** Share of the table's rows that the index holds. */
    double share(CreateIndex index) {
        double all = tuples(index.table());
        return index.predicate() == null || all <= 0 ? 1 : Math.min(1, matching(index) / all);
    }

    private double tuples(TableName table) {
        return snapshot.relation(table.schema(), table.name())
                .map(relation -> Math.max(0, relation.tuples()))
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
