package dev.pgwright.bench.size;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.IndexShape;
import java.util.ArrayList;
import java.util.List;

/** Plain btrees that somebody asks for, a line each: {@code orders(o_orderdate, o_custkey)}. */
final class NamedCases {
    private NamedCases() {}

    /**
     * The cases of a text; lines that begin with # say why.
     *
     * @param kind under which they are counted
     */
    static List<IndexCase> of(Snapshot snapshot, String kind, String text) {
        List<IndexCase> cases = new ArrayList<>();
        for (String line : text.lines().filter(one -> one.matches("[^#].*")).toList()) {
            int open = line.indexOf('(');
            Relation table =
                    snapshot.relation("public", line.substring(0, open).strip()).orElseThrow();
            List<String> columns =
                    List.of(line.substring(open + 1, line.indexOf(')')).strip().split(" *, *"));
            List<String> quoted = columns.stream().map(Identifiers::quote).toList();
            cases.add(new IndexCase(
                    kind,
                    IndexCases.name(table),
                    "(" + String.join(", ", quoted) + ")",
                    "",
                    IndexShape.btree(table.oid(), columns)));
        }
        return cases;
    }
}
