package dev.pgwright.advice.index.candidate;

import dev.pgwright.operation.TableName;
import java.util.List;
import java.util.Set;

/**
 * What a statement does with one occurrence of a table.
 *
 * @param columns every column of it that the statement reads
 * @param writes the statement inserts, updates or deletes its rows
 */
record TableUse(
        TableName table, Set<String> columns, List<Condition> conditions, List<SortOrder> orders, boolean writes) {
    TableUse {
        columns = Set.copyOf(columns);
        conditions = List.copyOf(conditions);
        orders = List.copyOf(orders);
    }

    /** Keys of the conditions of these kinds, each once, in the order of the text. */
    List<String> keys(Condition.Kind... kinds) {
        Set<Condition.Kind> wanted = Set.of(kinds);
        return conditions.stream()
                .filter(condition -> wanted.contains(condition.kind()))
                .map(Condition::key)
                .distinct()
                .toList();
    }
}
