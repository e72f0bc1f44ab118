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

/** A statement on which the server spends a good part of its time. */
public final class DominatingStatement implements Check {
    private static final double HALF = 0.5;

    private static final CheckInfo INFO =
            CheckInfo.of("dominating-statement", Theme.QUERY, Impact.HIGH, Facts.STATEMENT);

    @Override
    public CheckInfo info() {
        return INFO;
    }

    @Override
    public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
        List<Repeated> statements = Statements.repeated(snapshot, thresholds);
        double total = Statements.totalMs(statements);
        return total < thresholds.dominatedTime().toMillis()
                ? List.of()
                : statements.stream()
                        .filter(statement -> statement.totalMs() > total * thresholds.dominatingShare())
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
                share >= HALF ? Impact.HIGH : Impact.MEDIUM,
                String.format(
                        Locale.ROOT, "One statement takes %.1f %% of the run time of all statements", 100 * share),
                Figures.of("query", statement.query())
                        .and("query_id", statement.queryId())
                        .and("workload_percent", Statements.rounded(100 * share))
                        .and("total_ms", Statements.rounded(statement.totalMs()))
                        .and("mean_ms", Statements.rounded(statement.meanMs()))
                        .and("calls", statement.calls()),
                "What is gained here is gained for the whole server; what is gained elsewhere is not noticed.");
    }
}
