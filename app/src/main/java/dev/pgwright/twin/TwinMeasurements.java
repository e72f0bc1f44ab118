package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;
import static dev.pgwright.postgres.Identifiers.qualified;
import static dev.pgwright.postgres.Identifiers.quote;

import dev.pgwright.plan.PlanJson;
import dev.pgwright.plan.PlanNode;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.EndPoint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Index;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.RelationMeasurement;
import dev.pgwright.snapshot.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a snapshot lacks for an exact twin: lengths of files now, heights of btrees, ends of indexes. Reading it locks
 * each relation for a moment, as planning a statement does, and never waits longer than 100 ms; what cannot be read is
 * left out and estimated by the twin.
 */
public final class TwinMeasurements {
    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(2));
    /** Relations whose sizes are asked in one statement. */
    private static final int SIZES = 200;

    /** With it at 1, the start of an index scan costs 50 for each level and page of the descent (btcostestimate). */
    private static final String SHOW_HEIGHT = "SET LOCAL cpu_operator_cost = 1; SET LOCAL enable_seqscan = off;"
            + " SET LOCAL enable_sort = off; SET LOCAL enable_bitmapscan = off; SET LOCAL jit = off;"
            + " SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL enable_incremental_sort = off";

    private static final double COST_OF_LEVEL = 50;

    private final Session session;
    private final Snapshot snapshot;
    private final Map<Long, Long> pages = new HashMap<>();
    private final Map<Long, Integer> heights = new HashMap<>();
    private final Map<Long, RelationMeasurement.GinCounters> gin = new HashMap<>();
    private final List<EndPoint> ends = new ArrayList<>();

    private TwinMeasurements(Session session, Snapshot snapshot) {
        this.session = session;
        this.snapshot = snapshot;
    }

    /** The snapshot with what could be measured. */
    public static Snapshot complete(Session session, Snapshot snapshot) {
        TwinMeasurements work = new TwinMeasurements(session, snapshot);
        work.measureSizes();
        work.probe();
        work.readGin();
        return work.withRanges().with(Facts.RELATION_MEASUREMENT, work.rows()).with(Facts.END_POINT, work.ends);
    }

    private List<RelationMeasurement> rows() {
        List<RelationMeasurement> rows = new ArrayList<>();
        for (Relation table : snapshot.rows(Facts.RELATION)) {
            if (hasFile(table)) {
                rows.add(new RelationMeasurement(
                        table.oid(), table.schema(), table.name(), pages.get(table.oid()), null, null));
            }
        }
        for (Index index : snapshot.rows(Facts.INDEX)) {
            if (!index.partitioned()) {
                rows.add(new RelationMeasurement(
                        index.oid(),
                        index.schema(),
                        index.name(),
                        pages.get(index.oid()),
                        heights.get(index.oid()),
                        gin.get(index.oid())));
            }
        }
        return rows;
    }

    private static boolean hasFile(Relation table) {
        return table.kind() == Relation.Kind.TABLE || table.kind() == Relation.Kind.MATERIALIZED_VIEW;
    }

    private void measureSizes() {
        List<Long> oids = new ArrayList<>();
        snapshot.rows(Facts.RELATION).stream().filter(TwinMeasurements::hasFile).forEach(r -> oids.add(r.oid()));
        snapshot.rows(Facts.INDEX).stream().filter(i -> !i.partitioned()).forEach(i -> oids.add(i.oid()));
        for (int from = 0; from < oids.size(); from += SIZES) {
            sizesOrHalves(oids.subList(from, Math.min(oids.size(), from + SIZES)));
        }
    }

    /** A relation that is locked while we ask costs the others nothing. */
    private void sizesOrHalves(List<Long> oids) {
        String list = oids.stream().map(String::valueOf).collect(Collectors.joining(",", "'{", "}'"));
        String sql = TwinSql.load("relation_size").replace(":oids", list);
        boolean read = attempt("", statement -> {
            try (ResultSet rows = statement.executeQuery(sql)) {
                while (rows.next()) {
                    pages.put(rows.getLong(1), rows.getLong(2));
                }
            }
        });
        if (!read && oids.size() > 1) {
            int middle = oids.size() / 2;
            sizesOrHalves(oids.subList(0, middle));
            sizesOrHalves(oids.subList(middle, oids.size()));
        }
    }

    private interface Work {
        void apply(Statement statement) throws SQLException;
    }

    /** Runs the work in a transaction of its own; false when the server refuses. */
    private boolean attempt(String setUp, Work work) {
        return session.read(LIMITS, connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                if (!setUp.isEmpty()) {
                    statement.execute(setUp);
                }
                work.apply(statement);
                return true;
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
                return false;
            }
        });
    }

    private void probe() {
        Set<String> columns = new HashSet<>();
        for (Index index : snapshot.rows(Facts.INDEX)) {
            if (index.accessMethod().equals("btree") && index.valid() && !index.partitioned()) {
                String order = order(index);
                String table = qualified(index.schema(), index.relation());
                String where = index.predicate() == null ? "" : " WHERE " + index.predicate();
                attempt(SHOW_HEIGHT, statement -> height(index, statement, table + where + order));
                @Nullable String column = index.keys().get(0).column();
                if (column != null && !index.partial() && columns.add(index.relationOid() + " " + column)) {
                    attempt(SHOW_HEIGHT, statement -> ends(index, column, table, statement));
                }
            }
        }
    }

    private Snapshot withRanges() {
        RangeStatistics ranges = new RangeStatistics();
        if (session.version().major() < RangeStatistics.FIRST_WITH_VIEW
                && snapshot.server().superuser()) {
            attempt("", ranges::read);
        }
        return ranges.addTo(snapshot);
    }

    /** A superuser reads the pages: through pageinspect where it is installed, else from the file. Others ask costs. */
    private void readGin() {
        String inspector = snapshot.rows(Facts.EXTENSION).stream()
                .filter(extension -> extension.name().equals("pageinspect"))
                .flatMap(extension -> Optional.ofNullable(extension.schema()).stream())
                .findFirst()
                .map(schema -> quote(schema) + ".get_raw_page(%s, 'main', 0)")
                .orElse("pg_read_binary_file(pg_relation_filepath(%s), 0, " + RelationFile.PAGE_SIZE + ")");
        for (Index index : snapshot.rows(Facts.INDEX)) {
            if (index.accessMethod().equals("gin") && index.valid() && !index.partitioned()) {
                if (snapshot.server().superuser()) {
                    attempt("", statement -> readPage(index, inspector, statement));
                }
                if (!gin.containsKey(index.oid())) {
                    attempt(GinProbe.COUNT_PAGES, statement -> probeGin(index, statement));
                }
            }
        }
    }

    private void readPage(Index index, String inspector, Statement statement) throws SQLException {
        String name = literal(qualified(index.schema(), index.name()));
        try (ResultSet row = statement.executeQuery("SELECT " + String.format(inspector, name))) {
            if (row.next() && row.getBytes(1) != null) {
                GinPages.read(row.getBytes(1)).ifPresent(counters -> gin.put(index.oid(), counters));
            }
        }
    }

    private void probeGin(Index index, Statement statement) throws SQLException {
        @Nullable Long length = pages.get(index.oid());
        @Nullable
        String type = snapshot.columnsOf(index.relationOid()).stream()
                .filter(column -> column.name().equals(index.keys().get(0).column()))
                .map(Column::type)
                .findFirst()
                .orElse(null);
        if (length != null) {
            GinProbe.counters(index, type, length, statement).ifPresent(counters -> gin.put(index.oid(), counters));
        }
    }

    private static String order(Index index) {
        return index.keys().stream()
                .map(key -> (key.column() == null ? "(" + key.expression() + ")" : quote(key.column()))
                        + (key.collation() == null ? "" : " COLLATE " + key.collation())
                        + (key.descending() ? " DESC" : " ASC")
                        + (key.nullsFirst() ? " NULLS FIRST" : " NULLS LAST"))
                .collect(Collectors.joining(", ", " ORDER BY ", ""));
    }

    /** Reads the height of the index that the plan uses, which may be another with the same leading keys. */
    private void height(Index index, Statement statement, String from) throws SQLException {
        PlanNode plan = PlanJson.read(Explain.read(statement, "SELECT FROM ONLY " + from));
        String name = plan.index();
        for (Index used : snapshot.indexesOf(index.relationOid())) {
            if (used.name().equals(name)) {
                heights.put(used.oid(), (int) Math.floor(plan.startupCost() / COST_OF_LEVEL) - 1);
            }
        }
    }

    private void ends(Index index, String column, String table, Statement statement) throws SQLException {
        String name = quote(column);
        String from = "SELECT " + name + "::text AS value_of_it FROM ONLY " + table + " WHERE " + name
                + " IS NOT NULL ORDER BY " + name;
        @Nullable String least = value(statement, from + " LIMIT 1");
        @Nullable String greatest = value(statement, from + " DESC LIMIT 1");
        if (least != null && greatest != null) {
            ends.add(new EndPoint(index.relationOid(), index.schema(), index.relation(), column, least, greatest));
        }
    }

    private static @Nullable String value(Statement statement, String sql) throws SQLException {
        try (ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }
}
