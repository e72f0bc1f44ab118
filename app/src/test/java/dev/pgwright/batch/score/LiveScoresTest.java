package dev.pgwright.batch.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.batch.score.ScoreOptions.Engine;
import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.RefreshMaterializedView;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is served from memory is what the batch writes and what the SQL function says, before and after changes. */
class LiveScoresTest {
    private static final String EVERYTHING = ScoreServer.resource("everything.yaml");
    private static final ScoreOptions BATCH = new ScoreOptions(Engine.EMBEDDED, 1, true, 50);
    private static final ScoreEndpoint.Access OPEN = new ScoreEndpoint.Access(null, Duration.ofSeconds(60));
    private static final Duration LONGEST_LAG = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private static ScoreServer server;
    private static ScoreEndpoint endpoint;
    private static ScoreObjects objects;

    @BeforeAll
    static void start() {
        server = ScoreServer.start();
        ScoreSpec spec = SpecFile.parse(EVERYTHING, "test.yaml");
        objects = new ScoreObjects(server.target(), spec, "test.yaml");
        server.run(EVERYTHING).run(BATCH);
        apply(objects.function());
        objects.installTriggers();
        LiveScores scores = scores();
        endpoint = ScoreEndpoint.start(scores, "127.0.0.1", 0, 4, OPEN);
    }

    private static LiveScores scores() {
        ScoreSpec spec = SpecFile.parse(EVERYTHING, "test.yaml");
        return new LiveScores(
                server.target(), spec, "test.yaml", 4, Duration.ofHours(1), Clock.systemUTC(), Progress.SILENT);
    }

    @AfterAll
    static void stop() {
        endpoint.close();
        server.close();
    }

    private static void apply(Operation operation) {
        operation.apply().stream().map(Step::sql).forEach(server::execute);
    }

    private static HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + path);
        return CLIENT.send(
                HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> post(String body) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + endpoint.port() + "/score");
        return CLIENT.send(
                HttpRequest.newBuilder(uri)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private static List<String> lines(JsonNode items) {
        List<String> all = new ArrayList<>();
        for (JsonNode item : items) {
            all.add(item.path("item").asString() + " " + item.path("rank").asInt() + " "
                    + item.path("score").decimalValue().stripTrailingZeros().toPlainString());
        }
        return all;
    }

    private static List<String> served(String user) throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/score/" + user);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return lines(JsonMapper.shared().readTree(answer.body()).path("items"));
    }

    private static List<String> users() {
        return server.rows("SELECT id FROM shop.people ORDER BY id");
    }

    private static List<String> bySql(String user) {
        return server.rows("SELECT thing, rank, trim_scale(score) FROM shop.best_of('" + user + "') ORDER BY rank");
    }

    @Test
    void everyUserAsTheBatchWroteHim() throws Exception {
        for (String user : users()) {
            assertThat(served(user))
                    .isEqualTo(server.rows("SELECT thing, rank, trim_scale(score) FROM shop.best WHERE person = '"
                            + user + "' ORDER BY rank"))
                    .hasSize(25)
                    .isEqualTo(bySql(user));
        }
    }

    @Test
    void listsOfUsersAndGivenItems() throws Exception {
        List<String> some = users().subList(0, 100);
        JsonNode all = JsonMapper.shared()
                .readTree(post("{\"users\": [\"" + String.join("\", \"", some) + "\", \"nobody\"], \"top\": 5}")
                        .body());
        assertThat(all.path("users").size()).isEqualTo(100);
        assertThat(all.path("unknown").path(0).asString()).isEqualTo("nobody");
        assertThat(lines(all.path("users").path(17).path("items")))
                .isEqualTo(served(some.get(17)).subList(0, 5));
        List<String> best = served(some.get(3));
        String wanted = best.get(20).split(" ")[0] + "," + best.get(4).split(" ")[0] + ",999999999";
        List<String> among = lines(JsonMapper.shared()
                .readTree(get("/score/" + some.get(3) + "?items=" + wanted).body())
                .path("items"));
        assertThat(among)
                .containsExactly(
                        best.get(4).replaceFirst(" 5 ", " 1 "), best.get(20).replaceFirst(" 21 ", " 2 "));
    }

    private static void await(String user) throws Exception {
        long end = System.nanoTime() + LONGEST_LAG.toNanos();
        List<String> wanted = bySql(user);
        while (!served(user).equals(wanted) && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(served(user)).isEqualTo(wanted);
    }

    @Test
    void changesAreFollowed() throws Exception {
        String user = users().get(50);
        server.execute("UPDATE shop.people SET town = 'town' || (length(town) + 2), budget = 3,"
                + " tags = '{tag1,new,rare8}' WHERE id = '" + user + "'");
        await(user);
        server.execute("CREATE ROLE writer; GRANT USAGE ON SCHEMA shop TO writer;"
                + " GRANT SELECT, UPDATE ON shop.people TO writer; SET ROLE writer;"
                + " UPDATE shop.people SET budget = 44 WHERE id = '" + user + "'");
        await(user);
        server.execute("INSERT INTO shop.people VALUES ('00000000-0000-4000-8000-000000000001', 'a new town', 2, 7,"
                + " '{tag2}', 1)");
        String fresh = "00000000-0000-4000-8000-000000000001";
        long end = System.nanoTime() + LONGEST_LAG.toNanos();
        while (get("/score/" + fresh).statusCode() == 404 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(served(fresh)).isEqualTo(bySql(fresh));
        server.execute("DELETE FROM shop.people WHERE id = '" + fresh + "'");
        while (get("/score/" + fresh).statusCode() == 200 && System.nanoTime() < end) {
            Thread.sleep(20);
        }
        assertThat(get("/score/" + fresh).statusCode()).isEqualTo(404);
        server.execute(
                "UPDATE shop.things SET base = base + 50 WHERE id % 9 = 0; DELETE FROM shop.taste WHERE likes = 2");
        await(user);
        server.rows("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'");
        server.execute("UPDATE shop.people SET likes = 1, town = 'town4' WHERE id = '" + user + "'");
        await(user);
        assertThat(endpoint.state().listening()).isTrue();
        server.run(EVERYTHING).run(BATCH); // for the other tests
    }

    @Test
    void headersAndRefusals() throws Exception {
        HttpResponse<String> good = get("/score/" + users().get(0));
        assertThat(good.headers().firstValue("Cache-Control")).contains("max-age=60");
        assertThat(good.headers().firstValue("X-Pgwright-Lag-Ms")).isPresent();
        assertThat(get("/state").headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(JsonMapper.shared()
                        .readTree(get("/state").body())
                        .path("listening")
                        .asBoolean())
                .isTrue();
        assertThat(get("/score/nobody").statusCode()).isEqualTo(404);
        assertThat(get("/score/nobody").headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(get("/score/" + users().get(0) + "?top=x").statusCode()).isEqualTo(400);
        assertThat(get("/score").statusCode()).isEqualTo(405);
        assertThat(get("/elsewhere").statusCode()).isEqualTo(404);
        assertThat(post("{").statusCode()).isEqualTo(400);
        assertThat(post("{\"users\": \"all\"}").statusCode()).isEqualTo(400);
        assertThat(post("{\"users\": [{}]}").statusCode()).isEqualTo(400);
        assertThat(post("{\"users\": []}").statusCode()).isEqualTo(400);
        assertThat(post("x".repeat(2 << 20)).statusCode()).isEqualTo(413);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), endpoint.port())) {
            socket.getOutputStream()
                    .write("GET /state HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 421");
        }
    }

    @Test
    void withATokenOnlyWhoSendsIt() throws Exception {
        ScoreEndpoint.Access access = new ScoreEndpoint.Access(new Secret("k9 and more"), Duration.ofSeconds(60));
        try (ScoreEndpoint closed = ScoreEndpoint.start(scores(), "0.0.0.0", 0, 2, access)) {
            URI uri = URI.create("http://127.0.0.1:" + closed.port() + "/score/" + users().get(0));
            for (String sent : List.of("", "k9 and more", "Bearer k9 and mor", "Bearer ", "Basic k9 and more")) {
                HttpRequest.Builder asked = HttpRequest.newBuilder(uri);
                HttpRequest request = (sent.isEmpty() ? asked : asked.header("Authorization", sent)).build();
                HttpResponse<String> refused = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
                assertThat(refused.statusCode()).as(sent).isEqualTo(401);
                assertThat(refused.body()).doesNotContain("items", "k9");
                assertThat(refused.headers().firstValue("WWW-Authenticate")).contains("Bearer");
            }
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Authorization", "bearer k9 and more")
                    .build();
            HttpResponse<String> answer = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(lines(JsonMapper.shared().readTree(answer.body()).path("items")))
                    .isEqualTo(served(users().get(0)));
            assertThat(answer.headers().firstValue("Cache-Control")).contains("private, max-age=60");
        }
    }

    @Test
    void otherMachinesNeedAToken() {
        assertThatThrownBy(() -> ScoreEndpoint.start(scores(), "0.0.0.0", 0, 2, OPEN))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("there is no token");
    }

    @Test
    void manyAtATime() {
        List<String> users = users().subList(0, 60);
        List<CompletableFuture<List<String>>> running = IntStream.range(0, 600)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> {
                    try {
                        return served(users.get(i % 60));
                    } catch (IOException | InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();
        for (int i = 60; i < 600; i++) {
            assertThat(running.get(i).join())
                    .hasSize(25)
                    .isEqualTo(running.get(i % 60).join());
        }
    }

    @Test
    void theCacheIsRefreshedWhileItIsRead() {
        apply(objects.cache());
        String difference = "SELECT count(*) FROM (SELECT * FROM shop.best_cache EXCEPT ALL"
                + " SELECT person, thing, rank, score FROM shop.best) AS d";
        assertThat(server.rows(difference)).containsExactly("0");
        assertThat(server.rows("SELECT count(*) FROM shop.best_cache"))
                .isEqualTo(server.rows("SELECT count(*) FROM shop.best"));
        apply(new RefreshMaterializedView(new TableName("shop", "best_cache"), true));
        assertThat(server.rows(difference)).containsExactly("0");
        objects.cache().undo().stream().map(Step::sql).forEach(server::execute);
        assertThat(server.rows("SELECT to_regclass('shop.best_cache') IS NULL")).containsExactly("t");
        assertThat(objects.script(15)).contains("CREATE OR REPLACE FUNCTION", "-- undo: DROP", "cron.unschedule");
    }
}
