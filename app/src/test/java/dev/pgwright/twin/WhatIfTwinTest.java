package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hypothetical indexes on a twin that was made of a snapshot, against the same indexes really built. */
class WhatIfTwinTest {
    /** Columns without an index have no end points on the twin but those of their histogram. */
    private static final double MOSTLY = 0.99;

    @ParameterizedTest
    @ValueSource(ints = {15, 18})
    void plansAreThoseOfTheIndexReallyBuilt(int major) {
        WhatIfServer server = WhatIfServer.of(major);
        List<String> statements = WhatIfServer.statements();
        List<RealIndex> real = WhatIfServer.candidates().stream()
                .map(candidate -> RealIndex.build(server, candidate, statements))
                .toList();
        try (Twin twin = Twin.start(CacheFolder.of(System.getenv()), snapshot(server), line -> {});
                WhatIfIndexes indexes = WhatIfIndexes.open(twin, 2)) {
            assertThat(indexes.create(real.stream().map(RealIndex::index).toList()))
                    .isEmpty();
            List<String> differences = new ArrayList<>();
            int all = 0;
            for (RealIndex index : real) {
                Scene scene = Scene.showing(Set.of(index.index().name()));
                List<WhatIfPlan> plans = indexes.forEach(statements, (session, sql) -> session.explain(sql, scene));
                for (int i = 0; i < plans.size(); i++) {
                    all++;
                    if (!plans.get(i).json().equals(index.plans().get(i))) {
                        differences.add(index.index().name() + ": " + statements.get(i) + "\n"
                                + index.plans().get(i) + "\n" + plans.get(i).json());
                    }
                }
            }
            System.out.printf(
                    "PostgreSQL %d, twin of a snapshot: %d of %d plans bit-identical%n",
                    major, all - differences.size(), all);
            differences.forEach(System.out::println);
            assertThat(all - differences.size()).isGreaterThanOrEqualTo((int) (all * MOSTLY));
        }
    }

    private static Snapshot snapshot(WhatIfServer server) {
        try (Session session = Session.open(server.server().target(WhatIfServer.SOURCE))) {
            return TwinMeasurements.complete(session, SnapshotReader.read(session));
        }
    }
}
