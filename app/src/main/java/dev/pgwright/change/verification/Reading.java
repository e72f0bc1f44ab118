package dev.pgwright.change.verification;

import dev.pgwright.snapshot.FactState;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.IndexStatistics;
import dev.pgwright.snapshot.Server;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.snapshot.StatementInfo;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Counters at one moment. Statements have no texts here, only what recognises them again.
 *
 * @param at by the server's clock
 * @param serverStart when the server was started
 * @param reset when pg_stat_statements forgot everything; null when that is not known
 * @param evictions times that it forgot the least used statements for want of room
 * @param statements by {@link #key}
 * @param indexScans scans of each index by its qualified name
 * @param problem why statements could not be read; null when they were
 */
public record Reading(
        Instant at,
        Instant serverStart,
        @Nullable Instant reset,
        long evictions,
        Map<String, Counted> statements,
        Map<String, Long> indexScans,
        @Nullable String problem) {
    /** What applications send to work with rows; the texts of other commands may hold literals. */
    private static final Pattern WORK = Pattern.compile(
            "\\s*(?:/\\*.*?\\*/\\s*)*(SELECT|WITH|INSERT|UPDATE|DELETE|MERGE|VALUES|TABLE)\\b.*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** How facts are read (FactSql). */
    private static final String OWN_FACTS = "SELECT to_json(fact) FROM";

    public Reading {
        statements = Map.copyOf(statements);
        indexScans = Map.copyOf(indexScans);
    }

    /**
     * A statement's counters.
     *
     * @param since when counting of it began (from 17); null when that is not known
     */
    public record Counted(Cost cost, @Nullable Instant since) {}

    /** Everything that the snapshot counts of statements that work with rows. */
    public static Reading of(Snapshot snapshot) {
        Server server = snapshot.server();
        Map<String, Counted> statements = new LinkedHashMap<>();
        for (Statement row : snapshot.rows(Facts.STATEMENT)) {
            if (isWork(row)) {
                statements.merge(
                        key(row), counted(row), (a, b) -> new Counted(a.cost().plus(b.cost()), a.since()));
            }
        }
        Map<String, Long> scans = new LinkedHashMap<>();
        for (IndexStatistics index : snapshot.rows(Facts.INDEX_STATISTICS)) {
            scans.put(index.schema() + "." + index.index(), index.scans());
        }
        StatementInfo info =
                snapshot.rows(Facts.STATEMENT_INFO).stream().findFirst().orElse(null);
        return new Reading(
                server.now(),
                server.startTime(),
                info == null ? null : info.statisticsReset(),
                info == null ? 0 : info.deallocations(),
                statements,
                scans,
                problem(snapshot));
    }

    private static @Nullable String problem(Snapshot snapshot) {
        return snapshot.state(Facts.STATEMENT) instanceof FactState.Unavailable<Statement> missing
                ? "pg_stat_statements could not be read: " + missing.why()
                : null;
    }

    /** What we and others ask the catalog is no application's work. */
    private static boolean isOfTools(String text) {
        return text.contains("pg_catalog.") || text.contains("pgwright.") || text.startsWith(OWN_FACTS);
    }

    static boolean isWork(Statement row) {
        String text = row.query();
        return row.queryId() != null
                && text != null
                && !isOfTools(text)
                && WORK.matcher(text).matches();
    }

    /** The same statement, sent by the same role and at the same level, has the same key on the same server. */
    static String key(Statement row) {
        return row.queryId() + " " + row.topLevel() + " " + row.role();
    }

    private static Counted counted(Statement row) {
        long blocks = row.sharedBlocksHit()
                + row.sharedBlocksRead()
                + row.localBlocksHit()
                + row.localBlocksRead()
                + row.tempBlocksRead()
                + row.tempBlocksWritten();
        return new Counted(Cost.of(row.calls(), row.totalExecTimeMs(), row.stddevExecTimeMs(), blocks), row.since());
    }
}
