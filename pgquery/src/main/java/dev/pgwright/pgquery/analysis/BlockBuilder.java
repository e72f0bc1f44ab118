package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Collects a {@link QueryBlock}. */
final class BlockBuilder {
    /**
     * A column of the result.
     *
     * @param use the column that it hands on, when it is a bare one
     * @param node its tree; null for a column out of a {@code *}
     */
    record Output(
            String name,
            List<BaseColumn> origins,
            @Nullable ColumnUse use,
            @Nullable JsonNode node) {}

    final QueryBlock.Role role;
    final String kind;
    final List<Source> sources = new ArrayList<>();
    final List<ColumnUse> columns = new ArrayList<>();
    final List<Predicate> predicates = new ArrayList<>();
    final List<JoinCondition> joins = new ArrayList<>();
    final List<SortKey> groupBy = new ArrayList<>();
    final List<SortKey> orderBy = new ArrayList<>();
    final List<SortKey> distinctOn = new ArrayList<>();
    final List<Output> outputs = new ArrayList<>();
    final List<SubLink> subLinks = new ArrayList<>();
    final List<QueryBlock> parts = new ArrayList<>();
    boolean distinct;
    boolean correlated;
    /** The output holds columns of a source whose columns are not all known. */
    boolean openOutput;

    @Nullable
    RowLimit limit;

    BlockBuilder(QueryBlock.Role role, String kind) {
        this.role = role;
        this.kind = kind;
    }

    List<Source.Column> outputColumns() {
        return outputs.stream()
                .map(output -> new Source.Column(output.name, output.origins))
                .toList();
    }

    QueryBlock build() {
        return new QueryBlock(
                role,
                kind,
                List.copyOf(sources),
                List.copyOf(columns),
                List.copyOf(predicates),
                List.copyOf(joins),
                List.copyOf(groupBy),
                List.copyOf(orderBy),
                distinct,
                List.copyOf(distinctOn),
                Optional.ofNullable(limit),
                outputColumns(),
                List.copyOf(subLinks),
                List.copyOf(parts),
                correlated);
    }
}
