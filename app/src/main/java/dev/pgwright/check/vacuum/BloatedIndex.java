package dev.pgwright.check.vacuum;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Tables;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.VacuumLines;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;

/** A btree of which a good part is empty. */
public final class BloatedIndex implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "bloated-index",
            Theme.VACUUM,
            Impact.HIGH,
            Facts.RELATION,
            Facts.INDEX,
            Facts.COLUMN,
            Facts.COLUMN_STATISTICS);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        BloatEstimate estimates = new BloatEstimate(snapshot);
        int page = snapshot.server().blockSizeBytes();
        VacuumLines lines = thresholds.vacuum();
        return new Tables(snapshot)
                .all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .flatMap(table -> snapshot.indexesOf(table.oid()).stream()
                        .filter(index -> index.pages() * page >= lines.bloatedIndexBytes())
                        .flatMap(index -> estimates
                                .btree(index)
                                .filter(bloat -> bloat.share() >= lines.bloatShare())
                                .filter(bloat -> bloat.bytes(page) >= lines.bloatedIndexBytes())
                                .map(bloat -> finding(table, index, bloat, page))
                                .stream()))
                .toList();
    }

    private static Finding finding(Relation table, Index index, BloatEstimate.Bloat bloat, int page) {
        double percent = Math.round(bloat.share() * 1000) / 10.0;
        return Finding.of(
                INFO,
                index.schema() + "." + index.name(),
                Bloats.impact(bloat, page),
                "About " + String.format(Locale.ROOT, "%.1f %%", percent) + " of index " + index.schema() + "."
                        + index.name() + " is empty",
                Figures.ofTable(table.schema(), table.name())
                        .and("index", index.name())
                        .and("bytes", bloat.pages() * page)
                        .and("bloat_bytes", bloat.bytes(page))
                        .and("bloat_percent", percent),
                "Each look-up and scan goes through more pages than it needs, and fewer of them fit into memory. Built"
                        + " anew it is as small as its entries.");
    }
}
