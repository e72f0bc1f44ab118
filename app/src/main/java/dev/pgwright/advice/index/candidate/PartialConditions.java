package dev.pgwright.advice.index.candidate;

import dev.pgwright.advice.index.candidate.Condition.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Conditions that are worth an index of their own: those that stay the same from call to call. A value of a column with
 * few values (a status, a flag), NULL or not, one column against another. Never a moment or a key: the next call has
 * another one.
 */
final class PartialConditions {
    /** A column of more values is not a state. */
    private static final double MOST_STATES = 32;
    /** Conditions of a use that are tried. */
    private static final int MOST = 4;

    private PartialConditions() {}

    /**
     * The condition of a partial index.
     *
     * @param fixed keys that it leaves with one value
     */
    record Selected(String sql, Set<String> fixed) {}

    static List<Selected> of(TableUse use, TableFacts facts) {
        List<Condition> stable = use.conditions().stream()
                .filter(condition -> condition.sql() != null && isState(condition, facts))
                .distinct()
                .limit(MOST)
                .toList();
        List<Selected> found = new ArrayList<>();
        stable.forEach(condition -> found.add(selected(List.of(condition))));
        if (stable.size() > 1) {
            found.add(selected(stable));
        }
        return found.stream().distinct().toList();
    }

    private static boolean isState(Condition condition, TableFacts facts) {
        return switch (condition.kind()) {
            case STATE, ROW -> true;
            case EQUAL -> {
                String column = condition.column();
                double distinct = column == null ? 0 : facts.distinct(column);
                yield distinct > 0 && distinct <= MOST_STATES;
            }
            default -> false;
        };
    }

    private static Selected selected(List<Condition> conditions) {
        String sql = String.join(
                " AND ",
                conditions.stream()
                        .map(Condition::sql)
                        .filter(Objects::nonNull)
                        .map(text -> "(" + text + ")")
                        .distinct()
                        .toList());
        Set<String> fixed = conditions.stream()
                .filter(condition ->
                        condition.kind() == Kind.EQUAL && condition.operator().equals("="))
                .filter(condition -> condition.column() != null)
                .map(Condition::key)
                .collect(java.util.stream.Collectors.toUnmodifiableSet());
        return new Selected(sql, fixed);
    }
}
