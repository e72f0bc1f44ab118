package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.DebianHypoPg;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** HypoPG's second opinion, with Debian's HypoPG. */
@Tag("debian")
class HypoPgTest {
    private static final TableName ORDERS = new TableName("public", "orders");

    private static WorkloadStatement statement(String sql) {
        return new WorkloadStatement(sql, sql, 1, null, null, null, 0);
    }

    private static WhatIfIndex index(String name, String definition) {
        return new WhatIfIndex(name, ORDERS, definition, new IndexEstimate(800, 300_000, 1));
    }

    private static void install(WhatIfServer server) throws IOException {
        String sql = DebianHypoPg.script("HypoPgTest");
        server.run(WhatIfServer.SOURCE, "DROP SCHEMA IF EXISTS \"Hypo\" CASCADE", "CREATE SCHEMA \"Hypo\"");
        server.run(WhatIfServer.SOURCE, "SET search_path = \"Hypo\"", sql);
    }

    @Test
    void saysWhatItThinksAndLeavesNothing() throws IOException {
        WhatIfServer server = WhatIfServer.of(DebianHypoPg.MAJOR);
        install(server);
        List<WhatIfIndex> indexes = List.of(
                index("good", "CREATE INDEX good ON public.orders (amount)"),
                index("bad", "CREATE INDEX bad ON public.orders (nothing)"));
        List<WorkloadStatement> statements = List.of(
                statement("select * from orders where amount = 7"),
                statement("select * from nothing"),
                statement("select * from orders where id = 7"));
        try (Session session = Session.open(server.server().target(WhatIfServer.SOURCE))) {
            HypoPgOpinion opinion =
                    HypoPgOpinion.ask(session, indexes, statements).orElseThrow();
            assertThat(opinion.refusals()).containsOnlyKeys("bad");
            assertThat(opinion.bytes()).containsOnlyKeys("good");
            assertThat(opinion.after().get(0)).isLessThan(opinion.before().get(0) / 10);
            assertThat(opinion.after().get(1)).isNull();
            assertThat(opinion.after().get(2)).isEqualTo(opinion.before().get(2));
            assertThat(HypoPgOpinion.ask(session, List.of(), statements)
                            .orElseThrow()
                            .after())
                    .isEqualTo(opinion.before());
        }
        try (Session session = Session.open(server.server().target("postgres"))) {
            assertThat(HypoPgOpinion.ask(session, indexes, statements)).isEmpty();
        }
    }
}
