package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.qualified;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.RelationMeasurement.GinCounters;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells the counters of a GIN index from outside, for roles that may not read pages. With a cost of 1 for a page and
 * of 0 for everything else, the cost of a scan is the number of pages that the planner expects to fetch
 * (gincostestimate in selfuncs.c), and four scans with known numbers of keys leave few counters that explain them.
 */
final class GinProbe {
    /** Makes costs count pages. */
    static final String COUNT_PAGES = "SET LOCAL random_page_cost = 1; SET LOCAL cpu_tuple_cost = 0;"
            + " SET LOCAL cpu_index_tuple_cost = 0; SET LOCAL cpu_operator_cost = 0; SET LOCAL enable_seqscan = off;"
            + " SET LOCAL enable_indexscan = off; SET LOCAL jit = off; SET LOCAL max_parallel_workers_per_gather = 0";

    private static final int MANY = 500;
    /** Rows whose pointers fill a data page, as the planner guesses: BLCKSZ / 3. */
    private static final double ROWS_OF_PAGE = Math.floorDiv(RelationFile.PAGE_SIZE, 3);

    private final Index index;
    private final long pages;
    private final Statement statement;
    private final GinQueries queries;

    private GinProbe(Index index, long pages, Statement statement, GinQueries queries) {
        this.index = index;
        this.pages = pages;
        this.statement = statement;
        this.queries = queries;
    }

    /** A scan: its keys, the pages that it costs, the rows that it finds. */
    private record Scan(int keys, double cost, double rows) {
        double pagesByRows() {
            return Math.ceil(rows / ROWS_OF_PAGE);
        }
    }

    /**
     * The counters of an index with that many pages; empty when its kind is not known or another index is in the way.
     *
     * @param type of its first column; null for an expression
     * @param statement in a transaction set up with {@link #COUNT_PAGES}
     */
    static Optional<GinCounters> counters(Index index, @Nullable String type, long pages, Statement statement)
            throws SQLException {
        Optional<GinQueries> queries = GinQueries.of(index.keys().get(0), type);
        return queries.isEmpty() ? Optional.empty() : new GinProbe(index, pages, statement, queries.get()).solve();
    }

    private Optional<GinCounters> solve() throws SQLException {
        @Nullable Scan all = scan(0, queries.all());
        @Nullable Scan one = all == null ? null : scan(1, queries.keys(1));
        @Nullable Scan two = one == null ? null : scan(2, queries.keys(2));
        @Nullable Scan many = two == null ? null : scan(MANY, queries.keys(MANY));
        if (all == null || one == null || two == null || many == null) {
            return Optional.empty();
        }
        for (int descent = 1; descent <= 4; descent++) { // rint(pow(pages, 0.15))
            for (long data = 0; data < pages; data++) {
                Optional<GinCounters> found = explanation(all, one, two, many, descent, data);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    /** The counters with that many data pages and pages of a descent, if they explain all scans. */
    private Optional<GinCounters> explanation(Scan all, Scan one, Scan two, Scan many, int descent, long data) {
        double pending = two.cost - 2 * descent - Math.max(two.pagesByRows(), data == 0 ? 0.0 : 1.0);
        double entries = (all.cost - pending - Math.max((double) data, all.pagesByRows())) / descent;
        double entryPages = pages - 1 - pending - data;
        boolean possible = pending >= 0
                && entries >= 1
                && entries == Math.rint(entries)
                && entryPages >= 1
                && Math.rint(Math.pow(entryPages, 0.15)) == descent;
        if (possible
                && explains(one, descent, pending, entries, data)
                && explains(two, descent, pending, entries, data)
                && explains(many, descent, pending, entries, data)) {
            return Optional.of(
                    new GinCounters((long) pending, (long) pending, pages, (long) entryPages, data, (long) entries));
        }
        return Optional.empty();
    }

    private static boolean explains(Scan scan, int descent, double pending, double entries, long data) {
        double dataPages = Math.max(Math.ceil(data * (double) scan.keys / entries), scan.pagesByRows());
        return Math.abs(scan.cost - (pending + (double) scan.keys * descent + dataPages)) < 0.5;
    }

    private @Nullable Scan scan(int keys, String condition) throws SQLException {
        PlanNode plan = PlanJson.read(Explain.read(
                statement,
                "SELECT FROM ONLY " + qualified(index.schema(), index.relation()) + " WHERE " + condition
                        + (index.predicate() == null ? "" : " AND (" + index.predicate() + ")")));
        return plan.all()
                .filter(node ->
                        node.type().equals("Bitmap Index Scan") && index.name().equals(node.index()))
                .findFirst()
                .map(node -> new Scan(keys, node.cost(), node.rows()))
                .orElse(null);
    }
}
