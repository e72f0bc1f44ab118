package dev.pgwright.advice.index;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Candidate indexes that exist on the twin, hidden, each with its number. */
final class Candidates {
    /** Beyond that number of keys, the later ones are there for the sake of the columns rather than for their order. */
    private static final int PLAIN_KEYS = 2;

    private final List<Candidate> list;

    private Candidates(List<Candidate> list) {
        this.list = List.copyOf(list);
    }

    /**
     * A candidate.
     *
     * @param share of the table's rows that it holds, 0 to 1
     */
    record Candidate(CreateIndex index, IndexEstimate size, double share) {}

    /** Creates those that fit into the budget; of two that hold the same the smaller one. */
    static Candidates create(
            CandidateSizes sizes, WhatIfIndexes twin, Collection<CreateIndex> wanted, long budgetBytes) {
        Map<String, Candidate> smallest = new LinkedHashMap<>();
        for (CreateIndex index : wanted) {
            Optional<IndexEstimate> size = sizes.of(index);
            if (size.isPresent() && size.get().bytes() <= budgetBytes) {
                Candidate candidate = new Candidate(index, size.get(), sizes.share(index));
                smallest.merge(
                        content(index), candidate, (old, now) -> now.size.pages() < old.size.pages() ? now : old);
            }
        }
        Set<String> taken = new HashSet<>();
        List<Candidate> fitting = smallest.values().stream()
                .filter(candidate -> taken.add(candidate.index.name()))
                .toList();
        Map<String, String> refusals = twin.create(fitting.stream()
                .map(candidate -> WhatIfIndex.of(candidate.index, candidate.size))
                .toList());
        List<Candidate> built = fitting.stream()
                .filter(candidate -> !refusals.containsKey(candidate.index.name()))
                .toList();
        return new Candidates(built);
    }

    /** The same for two indexes that begin with the same key and hold the same columns, as keys or carried along. */
    private static String content(CreateIndex index) {
        if (index.include().isEmpty() && index.keys().size() <= PLAIN_KEYS) {
            return index.name();
        }
        List<String> all = new ArrayList<>(index.keys());
        index.include().stream().map(Identifiers::quote).forEach(all::add);
        List<String> rest = all.subList(1, all.size()).stream().sorted().toList();
        return index.table() + index.method() + all.get(0) + rest + index.predicate();
    }

    int size() {
        return list.size();
    }

    Candidate get(int number) {
        return list.get(number);
    }

    /** As they were created on the twin. */
    List<WhatIfIndex> whatIf() {
        return list.stream()
                .map(candidate -> WhatIfIndex.of(candidate.index, candidate.size))
                .toList();
    }

    /** Numbers of these, as far as they were created. */
    BitSet numbers(Set<CreateIndex> indexes) {
        BitSet set = new BitSet();
        for (int i = 0; i < list.size(); i++) {
            set.set(i, indexes.contains(list.get(i).index));
        }
        return set;
    }

    /** What a candidate costs the writes. */
    double upkeep(int number, WriteLoad.ByTable writes) {
        Candidate candidate = list.get(number);
        WriteLoad load = writes.of(candidate.index.table());
        return Upkeep.cost(
                candidate.index.method(),
                candidate.size,
                load.entries(columns(candidate.index)),
                load.deleted(),
                candidate.share);
    }

    /** Columns whose change makes a new entry; of expressions every word counts. */
    private static Set<String> columns(CreateIndex index) {
        Set<String> columns = new HashSet<>(index.include());
        String texts = String.join(" ", index.keys()) + " " + (index.predicate() == null ? "" : index.predicate());
        for (String word : texts.split("[^\\p{L}\\p{N}_$]+")) {
            columns.add(word);
        }
        return columns;
    }

    /** Candidates on the statement's tables: other ones cannot change its plan. */
    BitSet relevantTo(Advised statement) {
        Set<TableName> tables = statement.tables();
        BitSet set = new BitSet();
        for (int i = 0; i < list.size(); i++) {
            set.set(i, tables.contains(list.get(i).index.table()));
        }
        return set;
    }
}
