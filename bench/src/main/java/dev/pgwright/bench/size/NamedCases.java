package dev.pgwright.bench.size;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexShape;
import java.util.ArrayList;
import java.util.List;

/** Plain btrees that somebody asks for: {@code orders(o_custkey);orders(o_orderdate,o_custkey)}. */
final class NamedCases {
    private NamedCases() {}

    static List<IndexCase> of(Snapshot snapshot, String text) {
        List<IndexCase> cases = new ArrayList<>();
        for (String one : text.split(";")) {
            int open = one.indexOf('(');
            Relation table =
                    snapshot.relation("public", one.substring(0, open).strip()).orElseThrow();
            List<String> columns =
                    List.of(one.substring(open + 1, one.indexOf(')')).strip().split(" *, *"));
            List<String> quoted = columns.stream().map(Identifiers::quote).toList();
            cases.add(new IndexCase(
                    "named",
                    IndexCases.name(table),
                    "(" + String.join(", ", quoted) + ")",
                    "",
                    IndexShape.btree(table.oid(), columns)));
        }
        return cases;
    }
}
