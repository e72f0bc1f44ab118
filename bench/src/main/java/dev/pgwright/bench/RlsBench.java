package dev.pgwright.bench;

import dev.pgwright.advice.rls.Audience;
import dev.pgwright.advice.rls.PolicyAdvice;
import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.advice.rls.Problem;
import dev.pgwright.advice.rls.Repair;
import dev.pgwright.advice.rls.RlsAdvice;
import dev.pgwright.advice.rls.RlsAdvisor;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.proof.clone.CloneDatabase;
import dev.pgwright.proof.rls.PolicyProof;
import dev.pgwright.proof.rls.StatementRun;
import dev.pgwright.proof.rls.StatementRuns;
import dev.pgwright.proof.rls.Verdict;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.EmptyCopy;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The published cases of slow policies: {@code RlsBench ROWS TEAM_ROWS}, run from the root of the sources. Causes found,
 * the time of our repaired form against the published one in the same run, row sets, and the time of the proof.
 */
public final class RlsBench {
    private static final Path CASES = Path.of("app/src/test/resources/dev/pgwright/proof/rls");

    private final LocalPostgres server;
    private final CacheFolder cache = CacheFolder.of(System.getenv());
    private final Map<String, Map<String, String>> cases = new LinkedHashMap<>();

    private RlsBench(LocalPostgres server) {
        this.server = server;
    }

    /** Prints one line for each case. */
    public static void main(String[] arguments) throws SQLException, IOException {
        CacheFolder cache = CacheFolder.of(System.getenv());
        try (LocalPostgres server = LocalPostgres.start(
                cache,
                LocalPostgres.Options.standard().with("autovacuum", "off").with("shared_buffers", "512MB"))) {
            new RlsBench(server).run(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
        }
    }

    private void sql(String sql) throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private void load(int rows, int teamRows) throws SQLException, IOException {
        sql(Files.readString(CASES.resolve("base.sql")));
        for (String block : Files.readString(CASES.resolve("cases.txt")).split("\n\n")) {
            String[] lines = block.strip().split("\n");
            String name = lines[0].substring(3, lines[0].indexOf(" |"));
            Map<String, String> fields = new LinkedHashMap<>();
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                fields.put(lines[i].substring(0, colon), lines[i].substring(colon + 2));
            }
            cases.put(name, fields);
            int count = name.equals("team") ? teamRows : rows;
            for (String form : List.of("before", "after")) {
                String table = form.equals("before") ? name : name + "_repaired";
                sql("SELECT make_docs('" + table + "', " + count + "); CREATE POLICY p ON public." + table + " "
                        + fields.getOrDefault(form, "").replace(name + ".", table + "."));
                if (form.equals("after") && fields.containsKey("also")) {
                    sql(fields.getOrDefault("also", "").replace("public." + name, "public." + table));
                }
                if (name.equals("team")) {
                    sql("UPDATE public." + table + " SET team_id = id % 1000 + 1");
                }
                sql("VACUUM ANALYZE public." + table);
            }
        }
        sql("VACUUM ANALYZE public.team_user");
        sql("VACUUM ANALYZE public.user_roles");
    }

    private Target target() {
        return server.target("postgres");
    }

    private void run(int rows, int teamRows) throws SQLException, IOException {
        load(rows, teamRows);
        Snapshot snapshot;
        try (Session session = Session.open(target())) {
            snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
        }
        PolicyReader reader = new PolicyReader(snapshot);
        RlsAdvice advice;
        long begin = System.nanoTime();
        try (Twin twin = Twin.start(cache, snapshot, line -> {});
                WhatIfIndexes whatIf = twin.whatIf(1)) {
            advice = new RlsAdvisor(reader, whatIf).advise();
        }
        System.out.printf(
                Locale.ROOT,
                "advice for %d policies: %.1f s%n",
                advice.policies().size(),
                seconds(begin));
        try (EmptyCopy empty = EmptyCopy.start(cache, snapshot)) {
            PolicyProof proof = new PolicyProof(reader, new Audience(snapshot), empty, new Itself(target()));
            for (Map.Entry<String, Map<String, String>> each : cases.entrySet()) {
                one(proof, advice, each.getKey(), each.getValue());
            }
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static PolicyAdvice of(RlsAdvice advice, String table) {
        return advice.policies().stream()
                .filter(each -> each.reading().table().name().equals(table))
                .findFirst()
                .orElseThrow();
    }

    private static String causes(PolicyAdvice policy) {
        return policy.problems().stream()
                .map(Problem::cause)
                .map(cause -> cause.id().substring(4))
                .distinct()
                .collect(Collectors.joining(" "));
    }

    private void one(PolicyProof proof, RlsAdvice advice, String name, Map<String, String> fields) throws SQLException {
        PolicyAdvice policy = of(advice, name);
        List<Operation> changes = policy.repair().map(Repair::operations).orElse(List.of());
        long begin = System.nanoTime();
        Verdict verdict = proof.verdict(
                policy.reading().tableName(),
                changes,
                policy.repair().map(Repair::isSymbolic).orElse(false));
        double proven = seconds(begin);
        String statement = fields.getOrDefault("statement", "SELECT * FROM public." + name);
        StatementRun ours = measure(statement, fields, changes);
        StatementRun published = measure(statement.replace(name, name + "_repaired"), fields, List.of());
        System.out.printf(
                Locale.ROOT,
                "%-7s %s%.1f -> ours %.3f ms, published form %.3f ms, ours/published %.2f; rows equal %s, proof %.1f s%n",
                name,
                ours.unfinished() ? ">" : "",
                ours.beforeMs(),
                ours.afterMs(),
                published.beforeMs(),
                ours.afterMs() / published.beforeMs(),
                verdict.equal(),
                proven);
        System.out.println("        wanted " + fields.getOrDefault("causes", "") + "; found " + causes(policy)
                + "; on the published form: " + causes(of(advice, name + "_repaired")));
        System.out.println("        " + verdict.words());
        changes.forEach(change -> change.apply().forEach(step -> System.out.println("        " + step.sql())));
    }

    private StatementRun measure(String sql, Map<String, String> fields, List<Operation> changes) throws SQLException {
        String role = fields.getOrDefault("as", "authenticated");
        String claims = role.equals("anon")
                ? "{\"role\":\"anon\"}"
                : String.format("{\"role\":\"authenticated\",\"sub\":\"%s\"}", user());
        List<WorkloadStatement> one = new ArrayList<>();
        one.add(new WorkloadStatement(sql, sql, 1, null, role, claims, 0));
        return new StatementRuns(target(), Duration.ofSeconds(20))
                .run(one, changes)
                .get(0);
    }

    private String user() throws SQLException {
        try (Connection connection = server.connect("postgres");
                Statement statement = connection.createStatement();
                var row = statement.executeQuery("SELECT md5('user-1')::uuid")) {
            row.next();
            return row.getString(1);
        }
    }

    /** The database as its own clone. */
    private record Itself(Target target) implements CloneDatabase {
        @Override
        public String words() {
            return "itself";
        }

        @Override
        public List<String> notes() {
            return List.of();
        }

        @Override
        public void close() {}
    }
}
