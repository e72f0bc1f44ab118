package dev.pgwright.bench.tpc;

import io.trino.tpch.TpchEntity;
import io.trino.tpch.TpchTable;
import java.util.List;
import java.util.function.Consumer;

/** Rows of TPC-H as the specification's dbgen makes them. */
record TpchRows(TpchTable<?> table, double scale) implements RowSource {
    static List<RowSource> sources(double scale) {
        return List.of(
                new TpchRows(TpchTable.LINE_ITEM, scale),
                new TpchRows(TpchTable.ORDERS, scale),
                new TpchRows(TpchTable.PART_SUPPLIER, scale),
                new TpchRows(TpchTable.CUSTOMER, scale),
                new TpchRows(TpchTable.PART, scale),
                new TpchRows(TpchTable.SUPPLIER, scale),
                new TpchRows(TpchTable.NATION, scale),
                new TpchRows(TpchTable.REGION, scale));
    }

    @Override
    public List<String> tables() {
        return List.of(table.getTableName());
    }

    @Override
    public void send(List<Consumer<String>> sinks) {
        Consumer<String> sink = sinks.get(0);
        for (TpchEntity entity : table.createGenerator(scale, 1, 1)) {
            String line = entity.toLine();
            sink.accept(line.endsWith("|") ? line.substring(0, line.length() - 1) : line);
        }
    }
}
