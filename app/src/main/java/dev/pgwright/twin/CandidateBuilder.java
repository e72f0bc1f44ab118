package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.snapshot.ColumnStatistics;
import dev.pgwright.twin.CandidateFiles.Built;
import dev.pgwright.twin.CandidateFiles.Heap;
import dev.pgwright.twin.CandidateFiles.Numbers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Builds candidates in one database of a twin, hidden: on tables cut to their end-point rows, then made as long and as
 * high as they would be.
 */
final class CandidateBuilder {
    private static final String SETTINGS = "SET allow_system_table_mods = on;"
            + " SET max_parallel_maintenance_workers = 0; SET client_min_messages = error";

    private static final int FIRST_WITH_RESTORE = 18;

    private final Map<String, String> parts = new TreeMap<>();
    private final LocalPostgres server;
    private final Connection connection;
    private final List<WhatIfIndex> indexes;
    private final Map<String, String> refusals = new TreeMap<>();

    private CandidateBuilder(LocalPostgres server, Connection connection, List<WhatIfIndex> indexes) {
        this.server = server;
        this.connection = connection;
        this.indexes = indexes;
    }

    /**
     * What came of it.
     *
     * @param ids OIDs of each built candidate and its parts on partitions, as a list with commas, by name
     * @param parts the candidate by the name of its part on a partition
     * @param refusals why one could not be built, in the server's words, by name
     */
    record Outcome(Map<String, String> ids, Map<String, String> parts, Map<String, String> refusals) {}

    /** Builds them all but those that the server refuses. */
    static Outcome build(LocalPostgres server, String database, List<WhatIfIndex> indexes) {
        try (Connection connection = WhatIfSql.connect(server, database)) { // a new one: see CutFile
            return new CandidateBuilder(server, connection, indexes).build();
        } catch (SQLException e) {
            throw WhatIfSql.failure("Hypothetical indexes could not be made", e);
        }
    }

    private Outcome build() throws SQLException {
        WhatIfSql.execute(connection, SETTINGS);
        WhatIfSql.execute(connection, "CHECKPOINT"); // so that the files have what the shared buffers have
        long newest = newest();
        List<Heap> heaps = heaps();
        List<CutFile> cuts = new ArrayList<>();
        try {
            heaps.stream().map(Heap::file).distinct().forEach(file -> cuts.add(CutFile.cut(file)));
            create(indexes);
            if (!refusals.isEmpty()) {
                createWithoutRows(cuts);
            }
        } finally {
            cuts.forEach(CutFile::restore);
        }
        List<Built> built = built();
        if (built.stream().anyMatch(index -> !index.method().equals("btree"))) {
            WhatIfSql.execute(connection, "CHECKPOINT"); // only btrees are built past the shared buffers
        }
        CandidateFiles files = new CandidateFiles(heaps);
        List<Numbers> numbers = new ArrayList<>();
        heaps.forEach(h -> numbers.add(new Numbers(h.id(), h.pages(), h.tuples(), h.visible(), 0)));
        built.forEach(index -> numbers.add(files.shape(index)));
        writeNumbers(numbers);
        writeStatistics();
        hideAfter(newest);
        return outcome(built);
    }

    private void create(List<WhatIfIndex> wanted) throws SQLException {
        for (WhatIfIndex index : wanted) {
            try {
                WhatIfSql.execute(connection, index.definition());
            } catch (SQLException e) {
                if (connection.isClosed()) {
                    throw e;
                }
                refusals.put(index.name(), DdlRunner.sentence(e));
            }
        }
    }

    /** What was refused may be so because of the few rows that are there: those of the ends are made up of columns. */
    private void createWithoutRows(List<CutFile> cuts) throws SQLException {
        List<WhatIfIndex> again = indexes.stream()
                .filter(index -> refusals.containsKey(index.name()))
                .toList();
        refusals.clear();
        cuts.forEach(CutFile::clear);
        create(again);
    }

    private List<Heap> heaps() throws SQLException {
        List<String> tables =
                indexes.stream().map(index -> index.table().sql()).distinct().toList();
        return query(
                "whatif-heaps",
                tables,
                row -> new Heap(
                        row.getLong("id"),
                        row.getString("root"),
                        new TableName(row.getString("schema"), row.getString("name")),
                        server.dataFolder().resolve(row.getString("file")),
                        row.getLong("pages"),
                        row.getDouble("tuples"),
                        row.getLong("visible")));
    }

    private List<Built> built() throws SQLException {
        Map<String, WhatIfIndex> byName = new LinkedHashMap<>();
        for (WhatIfIndex index : indexes) {
            if (!refusals.containsKey(index.name())) {
                byName.put(index.index().sql(), index);
            }
        }
        byName.values().forEach(index -> refusals.put(index.name(), "the statement made no index of that name"));
        return query("whatif-built", List.copyOf(byName.keySet()), row -> {
            WhatIfIndex index = Objects.requireNonNull(byName.get(row.getString("root")));
            refusals.remove(index.name());
            if (!row.getString("own").equals(index.name())) {
                parts.put(row.getString("own"), index.name());
            }
            String file = row.getString("file");
            return new Built(
                    row.getLong("id"),
                    index,
                    new TableName(row.getString("schema"), row.getString("name")),
                    row.getString("method"),
                    row.getLong("node"),
                    file == null ? null : server.dataFolder().resolve(file));
        });
    }

    /** Sizes into pg_class. */
    private void writeNumbers(List<Numbers> numbers) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(TwinSql.load("whatif-numbers"))) {
            update.setString(1, array(numbers.stream().map(Numbers::id).toList()));
            update.setString(2, array(numbers.stream().map(Numbers::pages).toList()));
            update.setString(3, array(numbers.stream().map(Numbers::tuples).toList()));
            update.setString(4, array(numbers.stream().map(Numbers::visible).toList()));
            update.setString(5, array(numbers.stream().map(Numbers::node).toList()));
            update.executeUpdate();
        }
    }

    /** What the caller knows of indexed expressions, as if ANALYZE had run. */
    private void writeStatistics() throws SQLException {
        Map<String, WhatIfIndex> known = new LinkedHashMap<>();
        for (WhatIfIndex index : indexes) {
            if (!index.expressions().isEmpty() && !refusals.containsKey(index.name())) {
                known.put(index.index().sql(), index);
            }
        }
        List<ColumnStatistics> rows = new ArrayList<>();
        query("whatif-columns", List.copyOf(known.keySet()), row -> {
            WhatIfIndex index = Objects.requireNonNull(known.get(row.getString("root")));
            ColumnStatistics column = index.expressions().get(row.getInt("place"));
            return column != null && rows.add(index.statistics(column, row.getString("name")));
        });
        if (!rows.isEmpty()) {
            boolean restore = connection.getMetaData().getDatabaseMajorVersion() >= FIRST_WITH_RESTORE;
            WhatIfSql.execute(
                    connection, TwinSql.withRows(restore ? "column_statistics.18" : "column_statistics", rows));
        }
    }

    /** The newest index; those made later have a greater OID on a server that is new itself. */
    private long newest() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(indexrelid::bigint) FROM pg_index")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Hides all new indexes, those under a wrong name, too. */
    private void hideAfter(long newest) throws SQLException {
        WhatIfSql.execute(connection, "UPDATE pg_index SET indisvalid = false WHERE indexrelid::bigint > " + newest);
    }

    private Outcome outcome(List<Built> built) {
        Map<String, String> ids = new TreeMap<>();
        built.forEach(part -> ids.merge(part.index().name(), String.valueOf(part.id()), (a, b) -> a + "," + b));
        return new Outcome(ids, parts, refusals);
    }

    private static String array(List<? extends Number> values) {
        return values.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    /** Reads one row. */
    private interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> List<T> query(String name, List<String> names, Row<T> reader) throws SQLException {
        List<T> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TwinSql.load(name))) {
            statement.setArray(1, connection.createArrayOf("text", names.toArray()));
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    rows.add(reader.read(row));
                }
            }
        }
        return rows;
    }
}
