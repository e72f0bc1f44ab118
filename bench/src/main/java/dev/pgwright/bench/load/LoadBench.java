package dev.pgwright.bench.load;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.pgwright.ApplyWishes;
import dev.pgwright.IndexWishes;
import dev.pgwright.Pgwright;
import dev.pgwright.Place;
import dev.pgwright.batch.score.LiveScores;
import dev.pgwright.batch.score.ScoreEndpoint;
import dev.pgwright.batch.score.SpecFile;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.report.Format;
import dev.pgwright.report.RenderOptions;
import dev.pgwright.report.Reports;
import dev.pgwright.report.Result;
import dev.pgwright.report.Tuning;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The four classes of lab baito over a hundred connections: users scored by the endpoint one by one and a hundred at a
 * time, and the lab's own statements through a pool. Requests come at a given rate, whether earlier ones are
 * answered or
 * not, and their time counts from when they were due, so that waiting for a connection is in it.
 *
 * <p>{@code LoadBench URI|SCALE [SECONDS] [CONNECTIONS] [REQUESTS_PER_SECOND]}: a running baito as it is, or one for
 * this run, which is tuned first.
 */
public final class LoadBench {
    private static final long SEED = 42;
    private static final int WARMING_SECONDS = 10;
    /** The document's max_events_per_second; its 10,000 users then ask for something every 100 seconds each. */
    private static final int DOCUMENTS_RATE = 100;

    /** Something that is asked. */
    private interface Request {
        void run() throws Exception;
    }

    private record Kind(Latencies latencies, double weight, Request request) {}

    private final Target target;
    private final int seconds;
    private final int connections;
    private final int rate;

    private LoadBench(Target target, int seconds, int connections, int rate) {
        this.target = target;
        this.seconds = seconds;
        this.connections = connections;
        this.rate = rate;
    }

    /** Prints a line for each class, and the same as JSON lines. */
    public static void main(String[] arguments) throws Exception {
        String first = arguments.length > 0 ? arguments[0] : "0.2";
        int seconds = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 20;
        int connections = arguments.length > 2 ? Integer.parseInt(arguments[2]) : 100;
        int rate = arguments.length > 3 ? Integer.parseInt(arguments[3]) : DOCUMENTS_RATE;
        TargetParser parser = new TargetParser(System.getenv(), Path.of(System.getProperty("user.home")));
        if (first.contains("://")) {
            new LoadBench(parser.parse(first), seconds, connections, rate).run();
            return;
        }
        CacheFolder cache = CacheFolder.of(System.getenv());
        try (LabServer lab = LabServer.startForRun(
                cache, Lab.BAITO, Double.parseDouble(first), 18, what -> System.err.println(what))) {
            tune(parser.parse(lab.uri()), lab.uri());
            new LoadBench(parser.parse(lab.uri()), seconds, connections, rate).run();
        }
    }

    /** What the page of the lab tells its reader to do: tune, then apply what the index advisor finds. */
    private static void tune(Target target, String uri) throws IOException {
        Path workload = Files.createTempFile("workload", ".sql");
        Path plan = Files.createTempFile("plan", ".json");
        Path home = Path.of(System.getProperty("user.home"));
        try (Pgwright pgwright = new Pgwright(System.getenv(), home, Clock.systemUTC(), what -> {});
                InputStream statements = Lab.class.getResourceAsStream("baito/workload.sql")) {
            Files.write(workload, statements.readAllBytes());
            Place place = new Place(target, "lab baito", Lab.BAITO, null);
            print("tune", pgwright.tune(place, null, true));
            Result advice = pgwright.indexes(uri, null, null, new IndexWishes(workload, null, false));
            Files.writeString(plan, Reports.render(advice, Format.JSON, RenderOptions.plain()));
            print("indexes", pgwright.apply(place, plan, false, ApplyWishes.usual(workload)));
        } finally {
            Files.delete(workload);
            Files.delete(plan);
        }
    }

    private static void print(String verb, Tuning tuning) {
        System.out.printf(
                "%s: %d changes kept%n",
                verb,
                tuning.operations().stream()
                        .filter(operation -> operation.state().equals("kept"))
                        .count());
    }

    private void run() throws Exception {
        String spec = Lab.BAITO.scoring().orElseThrow();
        LiveScores scores = new LiveScores(
                target, SpecFile.parse(spec, "lab"), "lab", 4, Duration.ofHours(1), Clock.systemUTC(), what -> {});
        try (ScoreEndpoint endpoint = ScoreEndpoint.start(
                        scores, "127.0.0.1", 0, 4, new ScoreEndpoint.Access(null, Duration.ofSeconds(60)));
                HikariDataSource pool = pool()) {
            System.out.printf(
                    "%d users, %d items in memory; %d connections, %d requests per second at random moments for %d s, whether"
                            + " earlier ones are answered or not; load average %.1f%n",
                    scores.state().users(), scores.state().items(), connections, rate, seconds, load());
            warmConnections(pool);
            List<Kind> warming = new ArrayList<>(served(endpoint, scores.state().users()));
            warming.addAll(statements(pool));
            drive(warming, WARMING_SECONDS); // the JIT compiler
            System.out.printf(
                    "scoring a user takes %.3f ms of processor time (median), %.3f ms (p95), whatever the load%n",
                    processorMillis(scores, 50), processorMillis(scores, 95));
            List<Kind> kinds = new ArrayList<>(served(endpoint, scores.state().users()));
            kinds.addAll(statements(pool));
            drive(kinds, seconds);
            report(kinds, pool);
        }
    }

    /** Pools live long: every connection has run every statement before, and knows the tables. */
    private void warmConnections(HikariDataSource pool) throws SQLException {
        List<Connection> open = new ArrayList<>();
        try {
            while (open.size() < connections) {
                open.add(pool.getConnection());
            }
            for (Connection connection : open) {
                for (WorkloadStatement statement : Lab.BAITO.workload().statements()) {
                    execute(connection, statement);
                }
            }
        } finally {
            for (Connection connection : open) {
                connection.close();
            }
        }
    }

    /** Processor time of one thread for one user, at that percentile of 500 users. */
    private static double processorMillis(LiveScores scores, double percent) throws InterruptedException {
        Latencies times = new Latencies("processor", 0);
        int users = scores.state().users();
        for (int i = 0; i < 500; i++) {
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            scores.best(String.valueOf(1 + i * 7919 % users), scores.top());
            times.add(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before);
        }
        return times.percentile(percent);
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }

    private void report(List<Kind> kinds, HikariDataSource pool) {
        Map<String, Latencies> classes = new LinkedHashMap<>();
        kinds.forEach(kind -> classes.put(kind.latencies().name(), kind.latencies()));
        System.out.println(Latencies.header());
        classes.values().forEach(latencies -> System.out.println(latencies.line()));
        System.out.printf(
                "connections open at the end: %d, load average %.1f%n",
                pool.getHikariPoolMXBean().getTotalConnections(), load());
        String now = Clock.systemUTC().instant().toString();
        classes.values().forEach(latencies -> System.out.println(latencies.json(now)));
    }

    private HikariDataSource pool() {
        HikariConfig config = new HikariConfig();
        Target.Host host = target.hosts().get(0);
        config.setJdbcUrl("jdbc:postgresql://" + host.name() + ":" + host.port() + "/" + target.database());
        config.setUsername(target.user());
        if (target.password() != null) {
            config.setPassword(target.password().reveal());
        }
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(connections);
        config.setConnectionTimeout(30_000);
        config.setInitializationFailTimeout(60_000);
        config.addDataSourceProperty("preferQueryMode", "simple");
        return new HikariDataSource(config);
    }

    /** Users scored from memory, one and a hundred at a time. */
    private static List<Kind> served(ScoreEndpoint endpoint, int users) {
        HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        String base = "http://127.0.0.1:" + endpoint.port() + "/score";
        AtomicInteger next = new AtomicInteger();
        Request one = () -> ask(
                client,
                HttpRequest.newBuilder(URI.create(base + "/" + (1 + next.addAndGet(7919) % users)))
                        .build());
        Request hundred = () -> {
            int from = 1 + next.addAndGet(7919) % Math.max(1, users - 100);
            String list = IntStream.range(from, from + 100)
                    .mapToObj(String::valueOf)
                    .collect(Collectors.joining(",", "{\"users\":[", "]}"));
            ask(
                    client,
                    HttpRequest.newBuilder(URI.create(base))
                            .POST(HttpRequest.BodyPublishers.ofString(list))
                            .build());
        };
        return List.of(
                new Kind(new Latencies("one user scored", 5), 1500, one),
                new Kind(new Latencies("100 users scored", 100), 100, hundred));
    }

    private static void ask(HttpClient client, HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
    }

    /** The lab's statements, by class. */
    private static List<Kind> statements(HikariDataSource pool) {
        Latencies single = new Latencies("single user, statements", 50);
        Latencies batch = new Latencies("100 users, statements", 500);
        Latencies category = new Latencies("aggregates, statements", 100);
        Latencies update = new Latencies("updates, statements", 10);
        List<Kind> all = new ArrayList<>();
        for (WorkloadStatement statement : Lab.BAITO.workload().statements()) {
            Latencies latencies = switch (statement.name().replaceFirst("-.*", "")) {
                case "batch" -> batch;
                case "category" -> category;
                case "update" -> update;
                default -> single;
            };
            all.add(new Kind(latencies, statement.calls(), () -> execute(pool, statement)));
        }
        return all;
    }

    private static void execute(HikariDataSource pool, WorkloadStatement statement) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            execute(connection, statement);
        }
    }

    private static void execute(Connection connection, WorkloadStatement statement) throws SQLException {
        StringBuilder setUp = new StringBuilder("SET LOCAL statement_timeout = '30s'");
        if (statement.claims() != null) {
            setUp.append("; SET LOCAL request.jwt.claims = ").append(Identifiers.literal(statement.claims()));
        }
        if (statement.role() != null) {
            setUp.append("; SET LOCAL ROLE ").append(Identifiers.quote(statement.role()));
        }
        connection.setAutoCommit(false);
        try (Statement sql = connection.createStatement()) {
            // as one message, as PostgREST pipelines them
            boolean rows =
                    sql.execute(setUp.append("; ").append(statement.sql()).toString());
            while (rows || sql.getUpdateCount() >= 0) {
                rows = sql.getMoreResults();
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** Sends requests when they are due; what cannot be worked on at once waits, and its waiting counts. */
    private void drive(List<Kind> kinds, int duration) throws InterruptedException {
        double sum = kinds.stream().mapToDouble(Kind::weight).sum();
        SplittableRandom random = new SplittableRandom(SEED);
        ExecutorService workers = Executors.newFixedThreadPool(connections);
        long begin = System.nanoTime();
        long end = begin + TimeUnit.SECONDS.toNanos(duration);
        long due = begin;
        while (due < end) {
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            Kind kind = drawn(kinds, random.nextDouble() * sum);
            long wanted = due;
            workers.execute(() -> timed(kind, wanted));
            // exponential gaps: requests of many people do not come in step
            due += (long) (-Math.log(1 - random.nextDouble()) * 1e9 / rate);
        }
        workers.shutdown();
        if (!workers.awaitTermination(60, TimeUnit.SECONDS)) {
            workers.shutdownNow();
            kinds.get(0).latencies().failed("requests were left when the time was up");
        }
    }

    private static Kind drawn(List<Kind> kinds, double at) {
        double left = at;
        for (Kind kind : kinds) {
            left -= kind.weight();
            if (left < 0) {
                return kind;
            }
        }
        return kinds.get(kinds.size() - 1);
    }

    private static void timed(Kind kind, long due) {
        try {
            kind.request().run();
            kind.latencies().add(System.nanoTime() - due);
        } catch (Exception e) {
            kind.latencies().failed(String.valueOf(e.getMessage()));
        }
    }
}
