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
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A table of which a good part is empty, in its rows or its large values. */
public final class BloatedTable implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "bloated-table",
            Theme.VACUUM,
            Impact.HIGH,
            Facts.RELATION,
            Facts.COLUMN,
            Facts.COLUMN_STATISTICS,
            Facts.TOAST_TABLE);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        BloatEstimate estimates = new BloatEstimate(snapshot);
        VacuumLines lines = thresholds.vacuum();
        return new Tables(snapshot)
                .all()
                .filter(table -> table.kind() == Relation.Kind.TABLE)
                .flatMap(table -> Stream.of(
                                estimates.heap(table).map(bloat -> finding(snapshot, table, "rows", bloat)),
                                estimates.toast(table).map(bloat -> finding(snapshot, table, "large values", bloat)))
                        .flatMap(Optional::stream)
                        .filter(finding -> isLarge(finding, lines)))
                .toList();
    }

    private static boolean isLarge(Finding finding, VacuumLines lines) {
        return finding.facts().get("bloat_bytes") instanceof Long bytes
                && bytes >= lines.bloatedTableBytes()
                && finding.facts().get("bloat_percent") instanceof Double percent
                && percent >= lines.bloatShare() * 100;
    }

    private static Finding finding(Snapshot snapshot, Relation table, String what, BloatEstimate.Bloat bloat) {
        double percent = Math.round(bloat.share() * 1000) / 10.0;
        String name = Tables.name(table) + (what.equals("rows") ? "" : " (" + what + ")");
        return Finding.of(
                INFO,
                name,
                Bloats.impact(bloat, snapshot.server().blockSizeBytes()),
                "About " + String.format(Locale.ROOT, "%.1f %%", percent) + " of table " + name + " is empty",
                Figures.ofTable(table.schema(), table.name())
                        .and("part", what)
                        .and("bytes", bloat.pages() * snapshot.server().blockSizeBytes())
                        .and("bloat_bytes", bloat.bytes(snapshot.server().blockSizeBytes()))
                        .and("bloat_percent", percent),
                "Scans read the empty pages too, and they take room in memory, on disk and in backups. Vacuum makes them"
                        + " usable again for new rows, but does not give them back.");
    }
}
