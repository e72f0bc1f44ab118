package dev.pgwright.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Hypothetical indexes plan as the same indexes really built. */
class WhatIfTest {
    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17, 18})
    void planIsThatOfTheIndexReallyBuilt(int major) {
        List<String> statements = WhatIfServer.statements();
        WhatIfServer server = WhatIfServer.of(major);
        Map<String, RealIndex> real = new LinkedHashMap<>();
        for (WhatIfIndex candidate : WhatIfServer.candidates()) {
            real.put(candidate.name(), RealIndex.build(server, candidate, statements));
        }
        try (WhatIfIndexes twin = WhatIfIndexes.open(server.server(), WhatIfServer.EMPTY, 2)) {
            assertThat(twin.create(real.values().stream().map(RealIndex::index).toList()))
                    .isEmpty();
            List<String> differences = new ArrayList<>();
            int used = 0;
            for (RealIndex index : real.values()) {
                String name = index.index().name();
                Scene scene = Scene.showing(Set.of(name));
                List<WhatIfPlan> plans = twin.forEach(statements, (session, sql) -> session.explain(sql, scene));
                for (int i = 0; i < plans.size(); i++) {
                    WhatIfPlan plan = plans.get(i);
                    used += plan.indexes().stream().anyMatch(one -> one.startsWith(name)) ? 1 : 0;
                    if (!plan.json().equals(index.plans().get(i))) {
                        differences.add(name + ": " + statements.get(i) + "\n"
                                + index.plans().get(i) + "\n" + plan);
                    }
                }
            }
            List<WhatIfIndex> candidates = WhatIfServer.candidates();
            Scene everything = Scene.showing(real.keySet());
            List<String> together = RealIndex.plansWithAll(server, candidates, statements);
            List<String> onTwin = twin.forEach(
                    statements,
                    (session, sql) -> session.explain(sql, everything).json());
            for (int i = 0; i < onTwin.size(); i++) {
                if (!onTwin.get(i).equals(together.get(i))) {
                    differences.add("all: " + statements.get(i) + "\n" + together.get(i) + "\n" + onTwin.get(i));
                }
            }
            int all = (real.size() + 1) * statements.size();
            System.out.printf(
                    "PostgreSQL %d: %d of %d plans bit-identical, %d of them use the candidate%n",
                    major, all - differences.size(), all, used);
            assertThat(differences).isEmpty();
            assertThat(used).isGreaterThan(real.size());
        }
    }
}
