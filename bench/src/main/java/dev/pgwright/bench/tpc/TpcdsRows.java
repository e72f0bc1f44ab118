package dev.pgwright.bench.tpc;

import io.trino.tpcds.Results;
import io.trino.tpcds.Session;
import io.trino.tpcds.Table;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Rows of TPC-DS as the specification's dsdgen makes them; returns come along with the sales that they take back. */
record TpcdsRows(Table table, double scale) implements RowSource {
    private static final List<Table> LONGEST =
            List.of(Table.STORE_SALES, Table.CATALOG_SALES, Table.WEB_SALES, Table.INVENTORY);

    static List<RowSource> sources(double scale) {
        return Table.getBaseTables().stream()
                .filter(table -> !table.isChild() && table != Table.DBGEN_VERSION)
                .sorted(Comparator.comparingInt(TpcdsRows::rank))
                .<RowSource>map(table -> new TpcdsRows(table, scale))
                .toList();
    }

    private static int rank(Table table) {
        int index = LONGEST.indexOf(table);
        return index < 0 ? LONGEST.size() : index;
    }

    @Override
    public List<String> tables() {
        return table.hasChild() ? List.of(table.getName(), table.getChild().getName()) : List.of(table.getName());
    }

    @Override
    public void send(List<Consumer<String>> sinks) {
        Session session = Session.getDefaultSession().withScale(scale);
        for (List<List<String>> rows : Results.constructResults(table, session)) {
            for (int i = 0; i < rows.size(); i++) {
                sinks.get(i).accept(line(rows.get(i)));
            }
        }
    }

    /** Null is an empty text, as in the files of the specification. */
    private static String line(List<@Nullable String> values) {
        StringBuilder line = new StringBuilder(256);
        String separator = "";
        for (String value : values) {
            line.append(separator).append(value == null ? "" : value);
            separator = "|";
        }
        return line.toString();
    }
}
