package dev.pgwright.advice.index.candidate;

import dev.pgwright.advice.index.candidate.Condition.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The orders of btree keys that could serve one use of a table. */
final class KeyOrders {
    /** Beyond that the pairs of a table's keys are not all tried. */
    private static final int MOST_PAIRED = 4;

    private static final int MOST_KEYS = 5;

    private final Set<List<String>> found = new LinkedHashSet<>();

    private KeyOrders() {}

    /** The most promising first. */
    static List<List<String>> of(TableUse use, TableFacts facts) {
        KeyOrders orders = new KeyOrders();
        Comparator<String> selective = Comparator.comparingDouble(
                key -> -facts.column(key).map(facts::distinct).orElse(0.0));
        List<String> equal = use.keys(Kind.EQUAL).stream().sorted(selective).toList();
        List<String> joins = use.keys(Kind.JOIN).stream().sorted(selective).toList();
        List<String> ranges = use.keys(Kind.RANGE, Kind.PREFIX);
        List<String> alternatives = use.keys(Kind.ALTERNATIVE);
        orders.single(List.of(equal, joins, ranges, alternatives));
        orders.sorted(use.orders(), equal);
        orders.equalFirst(equal, joins, ranges);
        orders.joins(equal, joins, ranges);
        orders.pairs(Stream.of(equal, joins, ranges, alternatives)
                .flatMap(Collection::stream)
                .distinct()
                .toList());
        return List.copyOf(orders.found);
    }

    private void single(List<List<String>> groups) {
        groups.stream().flatMap(Collection::stream).forEach(key -> add(List.of(key)));
    }

    private void sorted(List<SortOrder> orders, List<String> equal) {
        for (SortOrder order : orders) {
            List<String> rest = order.keys().stream()
                    .filter(key -> !equal.contains(Key.bare(key)))
                    .toList();
            add(with(equal, rest));
            add(order.keys());
            if (!order.keys().isEmpty()) {
                add(order.keys().subList(0, 1));
            }
        }
    }

    private void equalFirst(List<String> equal, List<String> joins, List<String> ranges) {
        if (equal.isEmpty()) {
            return;
        }
        add(equal);
        ranges.forEach(range -> add(with(equal, List.of(range))));
        joins.forEach(join -> add(with(equal, List.of(join))));
        joins.forEach(join -> add(with(List.of(join), equal)));
        joins.forEach(join -> ranges.forEach(range -> add(with(with(equal, List.of(join)), List.of(range)))));
    }

    private void joins(List<String> equal, List<String> joins, List<String> ranges) {
        if (joins.size() > 1) {
            add(joins);
            List<String> backwards = new ArrayList<>(joins);
            java.util.Collections.reverse(backwards);
            add(backwards);
        }
        for (String join : joins) {
            ranges.forEach(range -> add(List.of(join, range)));
            ranges.forEach(range -> add(with(with(List.of(join), equal), List.of(range))));
        }
    }

    private void pairs(List<String> keys) {
        List<String> few = keys.subList(0, Math.min(keys.size(), MOST_PAIRED));
        for (String first : few) {
            few.stream().filter(second -> !second.equals(first)).forEach(second -> add(List.of(first, second)));
        }
    }

    private static List<String> with(List<String> first, List<String> rest) {
        return Stream.concat(first.stream(), rest.stream()).distinct().toList();
    }

    private void add(List<String> keys) {
        List<String> distinct = keys.stream().distinct().limit(MOST_KEYS).toList();
        if (!distinct.isEmpty()) {
            found.add(distinct);
        }
    }
}
