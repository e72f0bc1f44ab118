package dev.pgwright.bench;

import dev.pgwright.bench.tpc.Benchmark;
import dev.pgwright.bench.tpc.TpcDatabase;
import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.IndexShape;
import dev.pgwright.twin.IndexSize;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.twin.WhatIfSession;
import dev.pgwright.workload.WorkloadStatement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** Times of what-if planning on a benchmark's twin: {@code WhatIfBench tpch|tpcds SCALE MAJOR CANDIDATES...}. */
public final class WhatIfBench {
    private static final int ROUNDS = 8;
    private static final int SESSIONS = 2;

    private WhatIfBench() {}

    /** Prints the time to copy the twin, to build the candidates, and to plan with some of them shown. */
    public static void main(String[] arguments) {
        Benchmark benchmark = Benchmark.of(arguments[0]);
        double scale = Double.parseDouble(arguments[1]);
        int major = Integer.parseInt(arguments[2]);
        try (TpcDatabase database = TpcDatabase.open(benchmark, scale, major, line -> System.err.println(line));
                Session session = Session.open(database.target())) {
            Snapshot snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
            long begin = System.nanoTime();
            try (Twin twin = Twin.start(CacheFolder.of(System.getenv()), snapshot, line -> {})) {
                print("twin stands", begin, 1);
                for (String count : Arrays.asList(arguments).subList(3, arguments.length)) {
                    run(twin, benchmark.usualWorkload().statements(), Integer.parseInt(count));
                }
            }
        }
    }

    private static void run(Twin twin, List<WorkloadStatement> statements, int count) {
        List<WhatIfIndex> candidates = candidates(twin.snapshot(), count);
        long begin = System.nanoTime();
        try (WhatIfIndexes indexes = WhatIfIndexes.open(twin, SESSIONS)) {
            print(SESSIONS + " copies of the twin", begin, 1);
            long created = System.nanoTime();
            System.out.println(
                    "refused: " + indexes.create(candidates).size() + " of " + candidates.size() + " candidates");
            print("creation of each", created, Math.max(1, candidates.size()));
            for (int shown : new int[] {0, 1, 3, 10, 50}) {
                if (shown <= candidates.size()) {
                    plan(indexes, statements, candidates, shown);
                }
            }
        }
    }

    private static void plan(
            WhatIfIndexes indexes, List<WorkloadStatement> statements, List<WhatIfIndex> candidates, int shown) {
        Random random = new Random(shown);
        WhatIfSession session = indexes.sessions().get(0);
        List<Double> times = new ArrayList<>();
        List<WorkloadStatement> all = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (WorkloadStatement statement : statements) {
                Scene scene = Scene.showing(draw(candidates, shown, random));
                long begin = System.nanoTime();
                session.explain(statement.sql(), scene);
                times.add((System.nanoTime() - begin) / 1e6);
                all.add(statement);
            }
        }
        List<Double> warm =
                times.subList(times.size() / 2, times.size()).stream().sorted().toList();
        long begin = System.nanoTime();
        indexes.forEach(all, (one, statement) -> {
            Set<String> drawn =
                    draw(candidates, shown, new Random(statement.name().hashCode() + shown));
            return one.explain(statement.sql(), Scene.showing(drawn)).totalCost();
        });
        System.out.printf(
                Locale.ROOT,
                "%d shown of %d: median %.3f ms, 90 %% below %.3f ms, longest %.3f ms; in %d sessions %.3f ms each%n",
                shown,
                candidates.size(),
                warm.get(warm.size() / 2),
                warm.get(warm.size() * 9 / 10),
                warm.get(warm.size() - 1),
                SESSIONS,
                (System.nanoTime() - begin) / 1e6 / all.size());
    }

    private static Set<String> draw(List<WhatIfIndex> candidates, int count, Random random) {
        Set<String> names = new HashSet<>();
        while (names.size() < count) {
            names.add(candidates.get(random.nextInt(candidates.size())).name());
        }
        return names;
    }

    /** Single columns of all tables first, then pairs, drawn by a seed. */
    private static List<WhatIfIndex> candidates(Snapshot snapshot, int count) {
        IndexSize sizes = new IndexSize(snapshot);
        Random random = new Random(1);
        List<Relation> tables = snapshot.rows(Facts.RELATION).stream()
                .filter(relation -> relation.kind() == Relation.Kind.TABLE && relation.tuples() > 0)
                .toList();
        Set<List<String>> seen = new HashSet<>();
        List<WhatIfIndex> candidates = new ArrayList<>();
        while (candidates.size() < count) {
            Relation table = tables.get(random.nextInt(tables.size()));
            List<Column> columns = snapshot.columnsOf(table.oid());
            List<String> names = new ArrayList<>();
            for (int key = random.nextInt(3); key >= 0; key--) {
                String name = columns.get(random.nextInt(columns.size())).name();
                if (!names.contains(name)) {
                    names.add(name);
                }
            }
            if (seen.add(names)) {
                List<String> keys = names.stream().map(Identifiers::quote).toList();
                TableName name = new TableName(table.schema(), table.name());
                CreateIndex index =
                        new CreateIndex(name, "candidate_" + candidates.size(), "btree", keys, List.of(), null);
                candidates.add(WhatIfIndex.of(index, sizes.estimate(IndexShape.btree(table.oid(), names))));
            }
        }
        return candidates;
    }

    private static void print(String what, long begin, int parts) {
        System.out.printf(Locale.ROOT, "%s: %.1f ms%n", what, (System.nanoTime() - begin) / 1e6 / parts);
    }
}
