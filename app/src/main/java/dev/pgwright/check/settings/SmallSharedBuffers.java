package dev.pgwright.check.settings;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Configured;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;

/** A server with the memory that it comes with, and a database many times as large. */
public final class SmallSharedBuffers implements Check {
    private static final CheckInfo INFO = CheckInfo.of(
            "small-shared-buffers", Theme.SETTINGS, Impact.MEDIUM, Facts.SETTING, Facts.RELATION, Facts.INDEX);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        long page = snapshot.server().blockSizeBytes();
        long buffers = Math.round(Configured.number(snapshot, "shared_buffers", 0)) * page;
        long data = (snapshot.rows(Facts.RELATION).stream()
                                .mapToLong(relation -> relation.pages() + relation.toastPages())
                                .sum()
                        + snapshot.rows(Facts.INDEX).stream()
                                .mapToLong(Index::pages)
                                .sum())
                * page;
        boolean small = buffers > 0 && buffers <= thresholds.server().smallBuffersBytes();
        return small && data > buffers * thresholds.server().buffersFactor()
                ? List.of(finding(buffers, data))
                : List.of();
    }

    private static Finding finding(long buffers, long data) {
        return Finding.of(
                INFO,
                "shared_buffers",
                Impact.MEDIUM,
                "shared_buffers holds a small part of the database",
                Figures.of("shared_buffers_bytes", buffers).and("data_bytes", data),
                "It has the size that the server comes with, meant for any machine. Pages that do not fit are fetched from"
                        + " the operating system again and again, and changed ones are written out early.");
    }
}
