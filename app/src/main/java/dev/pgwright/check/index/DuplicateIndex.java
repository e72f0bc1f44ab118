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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** An index that holds the same entries as another one. */
public final class DuplicateIndex implements Check {
    private static final CheckInfo INFO =
            CheckInfo.of("duplicate-index", Theme.INDEX, Impact.MEDIUM, Facts.RELATION, Facts.INDEX, Facts.CONSTRAINT);

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
                .flatMap(
                        index -> keeper(snapshot, table, index).map(other -> finding(snapshot, index, other)).stream());
    }

    /** The index that makes this one superfluous: the best of those that are equal to it, when that is another. */
    static Optional<Index> keeper(Snapshot snapshot, Relation table, Index index) {
        return Indexes.known(snapshot, table)
                .filter(other -> Indexes.sameKeys(index, other))
                .min(Indexes.worth(snapshot))
                .filter(best -> best.oid() != index.oid())
                // Two that differ in whether NULLs are equal guarantee different things.
                .filter(best -> !index.unique() || guaranteesAsMuch(best, index));
    }

    private static boolean guaranteesAsMuch(Index best, Index index) {
        return best.unique() && best.nullsNotDistinct() == index.nullsNotDistinct();
    }

    private static Finding finding(Snapshot snapshot, Index index, Index other) {
        long bytes = Indexes.bytes(snapshot, index);
        return Finding.of(
                INFO,
                Indexes.name(index),
                Impact.MEDIUM,
                "Index " + Indexes.name(index) + " is the same as " + Indexes.name(other),
                Figures.ofTable(index.schema(), index.relation())
                        .and("index", index.name())
                        .and("same_as", other.name())
                        .and("constraint", index.constraintName())
                        .and("definition", index.definition())
                        .and("bytes", bytes),
                "Every write keeps both up to date, and both take memory and disk; no query needs the second.");
    }
}
