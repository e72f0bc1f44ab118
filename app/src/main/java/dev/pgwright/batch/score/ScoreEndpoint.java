package dev.pgwright.batch.score;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Answers {@code GET /score/USER}, {@code POST /score} and {@code GET /state} from memory, as JSON. On loopback unless
 * told otherwise. With a token, for whoever sends it; without, for whoever can reach it, and on loopback alone.
 */
public final class ScoreEndpoint implements AutoCloseable {
    /** Bytes of a request that are read. */
    private static final int LONGEST_REQUEST = 1 << 20;

    private static final long MOST_DROPPED = 16L << 20;
    private static final int MOST_USERS = 1000;
    private static final String BEARER = "Bearer ";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    static {
        // answers are small: without this each waits for the other side's acknowledgement (Nagle)
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final LiveScores scores;
    private final Duration maxAge;
    private final HttpServer server;
    private final ExecutorService threads;
    private final boolean loopback;
    private final @Nullable Secret token;

    private ScoreEndpoint(LiveScores scores, Access access, HttpServer server, int askers, boolean loopback) {
        this.scores = scores;
        this.maxAge = access.maxAge();
        this.server = server;
        this.loopback = loopback;
        this.token = access.token();
        threads = Executors.newFixedThreadPool(askers, work -> {
            Thread thread = new Thread(work, "score-endpoint");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /**
     * Who may ask, and how long answers hold.
     *
     * @param token what a request must send as {@code Authorization: Bearer}; null for nothing
     * @param maxAge how long a cache before us may keep an answer
     */
    public record Access(@Nullable Secret token, Duration maxAge) {}

    /**
     * Starts to answer; {@code scores} is closed with it.
     *
     * @param port 0 for a free one
     * @param askers requests worked on at a time
     */
    public static ScoreEndpoint start(LiveScores scores, String host, int port, int askers, Access access) {
        try {
            InetAddress address = InetAddress.getByName(host);
            requireToken(address, host, access);
            HttpServer server = HttpServer.create(new InetSocketAddress(address, port), 0);
            ScoreEndpoint endpoint = new ScoreEndpoint(scores, access, server, askers, address.isLoopbackAddress());
            server.start();
            return endpoint;
        } catch (IOException e) {
            scores.close();
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "Nothing can be served at " + host + ":" + port,
                    "Give a free port, or 0, and an address of this machine.",
                    e);
        } catch (PgwrightException e) {
            scores.close();
            throw e;
        }
    }

    private static void requireToken(InetAddress address, String host, Access access) {
        if (!address.isLoopbackAddress() && access.token() == null) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "At " + host + " other machines could read every user's scores, and there is no token",
                    "Set PGWRIGHT_SERVE_TOKEN or give --token-file, or serve on 127.0.0.1.");
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** How fresh its answers are. */
    public LiveScores.State state() {
        return scores.state();
    }

    /** An answer with another status than 200. */
    private static final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;
        private final int status;

        Refusal(int status, String message) {
            super(message, null, false, false);
            this.status = status;
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            try {
                requireOurName(exchange);
                requireToken(exchange);
                answer(exchange, 200, body(exchange));
            } catch (Refusal e) {
                answer(exchange, e.status, Map.of("error", String.valueOf(e.getMessage())));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer(exchange, 503, Map.of("error", "It is being stopped"));
            } catch (RuntimeException e) {
                answer(
                        exchange,
                        500,
                        Map.of("error", "The request failed: " + e.getClass().getSimpleName()));
            }
        }
    }

    /** A page of another site that a browser shows may reach loopback under that site's name, and must get nothing. */
    private void requireOurName(HttpExchange exchange) throws Refusal {
        String host = exchange.getRequestHeaders().getFirst("Host");
        String name = host == null ? "" : host.replaceFirst(":[0-9]+$", "").toLowerCase(Locale.ROOT);
        if (loopback && !List.of("localhost", "127.0.0.1", "[::1]", "").contains(name)) {
            throw new Refusal(421, "This is served on loopback only, not as " + name);
        }
    }

    private void requireToken(HttpExchange exchange) throws Refusal {
        if (token == null) {
            return;
        }
        String sent = exchange.getRequestHeaders().getFirst("Authorization");
        boolean bearer = sent != null && sent.regionMatches(true, 0, BEARER, 0, BEARER.length());
        byte[] given = (bearer && sent != null ? sent.substring(BEARER.length()) : "").getBytes(StandardCharsets.UTF_8);
        // takes as long for a token that is nearly right as for any other
        if (!bearer || !MessageDigest.isEqual(token.reveal().getBytes(StandardCharsets.UTF_8), given)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            throw new Refusal(401, "Send the token: Authorization: Bearer TOKEN");
        }
    }

    private Map<String, Object> body(HttpExchange exchange) throws Refusal, IOException, InterruptedException {
        String path = exchange.getRequestURI().getPath();
        String method = exchange.getRequestMethod();
        if (path.startsWith("/score/") && path.length() > "/score/".length()) {
            require(method, "GET");
            Map<String, String> query = query(exchange.getRequestURI().getRawQuery());
            String items = query.get("items");
            List<String> wanted = items == null ? null : Arrays.asList(items.split(","));
            return one(path.substring("/score/".length()), wanted, top(query.get("top")));
        }
        if (path.equals("/score")) {
            require(method, "POST");
            return several(exchange);
        }
        if (path.equals("/state")) {
            require(method, "GET");
            return about();
        }
        throw new Refusal(404, "There is /score/USER, /score and /state");
    }

    private static void require(String method, String wanted) throws Refusal {
        if (!method.equals(wanted)) {
            throw new Refusal(405, "Use " + wanted);
        }
    }

    private static Map<String, String> query(@Nullable String text) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String part : text == null ? new String[0] : text.split("&")) {
            String[] sides = part.split("=", 2);
            all.put(
                    URLDecoder.decode(sides[0], StandardCharsets.UTF_8),
                    sides.length < 2 ? "" : URLDecoder.decode(sides[1], StandardCharsets.UTF_8));
        }
        return all;
    }

    private int top(@Nullable String text) throws Refusal {
        if (text == null) {
            return scores.top();
        }
        try {
            int top = Integer.parseInt(text);
            if (top >= 1) {
                return top;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new Refusal(400, "top is a whole number from 1");
    }

    private Map<String, Object> one(String user, @Nullable List<String> items, int top)
            throws Refusal, InterruptedException {
        List<LiveScores.Ranked> found = score(user, items, top)
                .orElseThrow(() -> new Refusal(404, "There is no user " + user + " that is scored"));
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("user", user);
        body.put("items", found);
        return body;
    }

    private Optional<List<LiveScores.Ranked>> score(String user, @Nullable List<String> items, int top)
            throws InterruptedException {
        return items == null ? scores.best(user, top) : scores.among(user, items, top);
    }

    private Map<String, Object> several(HttpExchange exchange) throws Refusal, IOException, InterruptedException {
        byte[] raw = exchange.getRequestBody().readNBytes(LONGEST_REQUEST + 1);
        if (raw.length > LONGEST_REQUEST) {
            drain(exchange.getRequestBody());
            throw new Refusal(413, "The request is longer than " + LONGEST_REQUEST + " bytes");
        }
        JsonNode request;
        try {
            request = JSON.readTree(raw);
        } catch (JacksonException e) {
            throw new Refusal(400, "The request is not JSON");
        }
        List<String> users = texts(request.path("users"), "users");
        List<String> items = request.has("items") ? texts(request.path("items"), "items") : null;
        int top = top(request.has("top") ? request.path("top").asString("") : null);
        if (users.isEmpty() || users.size() > MOST_USERS) {
            throw new Refusal(400, "users is a list of 1 to " + MOST_USERS + " ids");
        }
        List<Map<String, Object>> all = new ArrayList<>();
        List<String> unknown = new ArrayList<>();
        for (String user : users) {
            Optional<List<LiveScores.Ranked>> found = score(user, items, top);
            if (found.isPresent()) {
                all.add(Map.of("user", user, "items", found.get()));
            } else {
                unknown.add(user);
            }
        }
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("users", all);
        body.put("unknown", unknown);
        return body;
    }

    /** Who is still sending sees no answer: the rest is taken and dropped, up to a bound. */
    private static void drain(InputStream rest) throws IOException {
        long dropped = 0;
        int now = rest.readNBytes(LONGEST_REQUEST).length; // skip() would go beyond the end of the request
        while (now > 0 && dropped < MOST_DROPPED) {
            dropped += now;
            now = rest.readNBytes(LONGEST_REQUEST).length;
        }
    }

    private static List<String> texts(JsonNode list, String name) throws Refusal {
        List<String> all = new ArrayList<>();
        for (JsonNode value : list) {
            if (!value.isString() && !value.isNumber()) {
                throw new Refusal(400, name + " is a list of ids");
            }
            all.add(value.asString());
        }
        if (!list.isArray()) {
            throw new Refusal(400, name + " is a list of ids");
        }
        return all;
    }

    private Map<String, Object> about() {
        LiveScores.State state = scores.state();
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("users", state.users());
        body.put("items", state.items());
        body.put("readAt", state.readAt().toString());
        body.put("lagMs", state.lag().toMillis());
        body.put("listening", state.listening());
        body.put("problem", state.problem());
        return body;
    }

    private void answer(HttpExchange exchange, int status, Map<String, Object> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        LiveScores.State state = scores.state();
        var headers = exchange.getResponseHeaders();
        headers.set("Content-Type", "application/json");
        boolean mayKeep = status == 200 && !exchange.getRequestURI().getPath().equals("/state");
        String keep = token == null ? "max-age=" : "private, max-age="; // no shared cache may give it to others
        headers.set("Cache-Control", mayKeep ? keep + maxAge.toSeconds() : "no-store");
        headers.set("X-Pgwright-Lag-Ms", String.valueOf(state.lag().toMillis()));
        headers.set("X-Pgwright-Read-At", state.readAt().toString());
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        scores.close();
    }
}
