package dev.pgwright.check.cache;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.DatabaseStatistics;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** A database whose working set does not fit into shared buffers. */
public final class CacheHitRatio implements Check {
    private static final double LOW_SHARE = 0.9;

    private static final CheckInfo INFO =
            CheckInfo.of("cache-hit-ratio", Theme.CACHE, Impact.HIGH, Facts.DATABASE_STATISTICS, Facts.SETTING);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        return tooEarly(snapshot, thresholds).isPresent()
                ? List.of()
                : current(snapshot)
                        .filter(statistics -> share(statistics) < thresholds.cacheHitShare())
                        .map(statistics -> finding(snapshot, statistics, thresholds))
                        .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return tooEarly(snapshot, thresholds)
                .map(why -> INFO.skipped(why, "Look again when the database has worked longer."));
    }

    private static Optional<String> tooEarly(Snapshot snapshot, Thresholds thresholds) {
        if (snapshot.statisticsAge().compareTo(thresholds.cacheAge()) < 0) {
            return Optional.of("The server has counted block reads for "
                    + snapshot.statisticsAge().toHours() + " hours, fewer than the "
                    + thresholds.cacheAge().toHours() + " that show how it works in general");
        }
        boolean few = current(snapshot).mapToLong(CacheHitRatio::blocks).sum() < thresholds.cacheBlocks();
        return few
                ? Optional.of("Fewer than " + thresholds.cacheBlocks() + " blocks were read since the counters began")
                : Optional.empty();
    }

    private static Stream<DatabaseStatistics> current(Snapshot snapshot) {
        String database = snapshot.server().database();
        return snapshot.rows(Facts.DATABASE_STATISTICS).stream()
                .filter(statistics -> database.equals(statistics.database()));
    }

    private static long blocks(DatabaseStatistics statistics) {
        return statistics.blocksHit() + statistics.blocksRead();
    }

    private static double share(DatabaseStatistics statistics) {
        return (double) statistics.blocksHit() / blocks(statistics);
    }

    private static Finding finding(Snapshot snapshot, DatabaseStatistics statistics, Thresholds thresholds) {
        double percent = Math.floor(share(statistics) * 1000) / 10;
        long buffers = snapshot.setting("shared_buffers")
                .flatMap(setting -> Optional.ofNullable(setting.resetValue()))
                .map(Long::parseLong)
                .orElse(0L);
        return Finding.of(
                INFO,
                snapshot.server().database(),
                share(statistics) < LOW_SHARE ? Impact.HIGH : Impact.MEDIUM,
                String.format(
                        Locale.ROOT,
                        "Shared buffers answer %.1f %% of block reads, below %.1f %%",
                        percent,
                        thresholds.cacheHitShare() * 100),
                Figures.of("hit_percent", percent)
                        .and("hit_blocks", statistics.blocksHit())
                        .and("read_blocks", statistics.blocksRead())
                        .and("shared_buffers_bytes", buffers * snapshot.server().blockSizeBytes()),
                "Every other block comes from the operating system's cache or from disk, which is many times slower."
                        + " First look for statements that read too much; then for more memory.");
    }
}
