package dev.pgwright.check.index;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** An index whose keys are the first keys of another one. */
public final class RedundantIndex implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("redundant-index", Theme.INDEX, Impact.MEDIUM, Facts.RELATION, Facts.INDEX, Facts.CONSTRAINT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return new Tables(snapshot)
                .all()
                .flatMap(table -> find(snapshot, table))
                .toList();
    }

    private static Stream<Finding> find(Snapshot snapshot, Relation table) {
        return Indexes.known(snapshot, table)
                .filter(index -> !index.unique() && !Indexes.hasDuty(snapshot, index))
                .filter(index -> DuplicateIndex.keeper(snapshot, table, index).isEmpty())
                .flatMap(
                        index -> longer(snapshot, table, index).map(other -> finding(snapshot, index, other)).stream());
    }

    /** The shortest index that contains this one. */
    private static Optional<Index> longer(Snapshot snapshot, Relation table, Index index) {
        return Indexes.known(snapshot, table)
                .filter(other -> index.accessMethod().equals("btree") && Indexes.sameRows(index, other))
                .filter(other -> other.keys().size() > index.keys().size())
                .filter(other -> isPrefix(index, other) && holds(other, index.included()))
                .min(Comparator.<Index>comparingInt(other -> other.keys().size())
                        .thenComparing(Index::name));
    }

    private static boolean isPrefix(Index index, Index other) {
        List<Index.Key> first = other.keys().subList(0, index.keys().size());
        return index.keys().equals(first)
                || index.keys().stream()
                        .map(RedundantIndex::readBackwards)
                        .toList()
                        .equals(first);
    }

    /** The same entries in the opposite order, which a backward scan yields. */
    private static Index.Key readBackwards(Index.Key key) {
        return new Index.Key(
                key.column(),
                key.expression(),
                key.operatorClass(),
                key.defaultOperatorClass(),
                key.parameters(),
                key.collation(),
                !key.descending(),
                !key.nullsFirst(),
                key.statisticsTarget());
    }

    private static boolean holds(Index other, List<String> included) {
        Set<String> columns = new HashSet<>(other.included());
        other.keys().stream()
                .flatMap(key -> Optional.ofNullable(key.column()).stream())
                .forEach(columns::add);
        return columns.containsAll(included);
    }

    private static Finding finding(Snapshot snapshot, Index index, Index other) {
        return Finding.of(
                INFO,
                Indexes.name(index),
                Impact.MEDIUM,
                "Index " + Indexes.name(index) + " is the beginning of " + Indexes.name(other),
                Figures.ofTable(index.schema(), index.relation())
                        .and("index", index.name())
                        .and("beginning_of", other.name())
                        .and("definition", index.definition())
                        .and("bytes", Indexes.bytes(snapshot, index)),
                "The longer index finds the same rows. Every write updates both, and both take memory and disk.");
    }
}
