package dev.pgwright.check.query;

import dev.pgwright.check.Check;
import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Figures;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Impact;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Theme;
import dev.pgwright.check.Thresholds;
import dev.pgwright.check.query.Statements.Repeated;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A statement that takes long on average. */
public final class SlowStatement implements Check {
    private static final double LARGE_SHARE = 0.1;
    private static final double SMALL_SHARE = 0.01;

    private static final CheckInfo INFO = CheckInfo.of("slow-statement", Theme.QUERY, Impact.HIGH, Facts.STATEMENT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<Repeated> statements = Statements.repeated(snapshot, thresholds);
        double total = Statements.totalMs(statements);
        return statements.stream()
                .filter(statement ->
                        statement.meanMs() > thresholds.slowStatement().toMillis())
                .map(statement -> finding(statement, total))
                .toList();
    }

    @Override
    public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
        return Statements.doubt(INFO, snapshot);
    }

    private static Finding finding(Repeated statement, double total) {
        double share = statement.totalMs() / total;
        return Finding.of(
                INFO,
                Statements.name(statement),
                impact(share),
                String.format(
                        Locale.ROOT,
                        "A statement takes %.1f ms on average, %d times",
                        statement.meanMs(),
                        statement.calls()),
                Figures.of("query", statement.query())
                        .and("query_id", statement.queryId())
                        .and("mean_ms", Statements.rounded(statement.meanMs()))
                        .and("total_ms", Statements.rounded(statement.totalMs()))
                        .and("calls", statement.calls())
                        .and("rows_per_call", statement.rows() / statement.calls())
                        .and("workload_percent", Statements.rounded(100 * share)),
                "Somebody waits for it each time, and it holds a connection and memory meanwhile.");
    }

    /** A slow statement that hardly ever runs costs its caller, not the database. */
    private static Impact impact(double share) {
        if (share >= LARGE_SHARE) {
            return Impact.HIGH;
        }
        return share >= SMALL_SHARE ? Impact.MEDIUM : Impact.LOW;
    }
}
