package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What cannot be reached, or is not what it should be: one sentence, what to do next, exit status 3. */
class BadTargetTest {
    private static UserServer server;

    @TempDir
    private static Path folder;

    private static Program program;

    @BeforeAll
    static void start() {
        server = UserServer.start();
        program = Program.in(folder.resolve("cache"), folder.resolve("state"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** For every verb that connects, as text and as JSON. */
    private static void refused(String target, ErrorCode code, String sentence) {
        for (String verb : new String[] {"diagnose", "tune", "ledger"}) {
            Program.Run text = program.run(verb, target);
            assertThat(text.status()).as(verb + ": " + text.text()).isEqualTo(code.exitStatus());
            assertThat(text.out()).isEmpty();
            assertThat(text.err().replaceAll("\\s+", " ")).contains(sentence);
            assertThat(text.err()).doesNotContain("Exception", "hidden-word");
            assertThat(text.err().lines().count()).as(text.err()).isLessThanOrEqualTo(6);
        }
        Program.Run json = program.run("diagnose", target, "--format", "json");
        JsonNode error = json.json().path("error");
        assertThat(error.path("code").asString()).isEqualTo(code.name());
        assertThat(error.path("exitStatus").asInt()).isEqualTo(json.status());
        assertThat(error.path("message").asString()).isNotBlank();
        assertThat(error.path("advice").asString()).isNotBlank();
    }

    private static String uri(String login, String database) {
        return "postgresql://" + login + "@127.0.0.1:" + server.port() + "/" + database + "?passfile=/nowhere";
    }

    @Test
    void nothingListens() throws IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        refused(
                "postgresql://app@127.0.0.1:" + port + "/shop",
                ErrorCode.CANNOT_CONNECT,
                "No PostgreSQL answers at 127.0.0.1:" + port);
    }

    @Test
    void theHostIsNotKnown() {
        refused(
                "postgresql://app@no-such-host.invalid/shop",
                ErrorCode.CANNOT_CONNECT,
                "The host of no-such-host.invalid:5432 is not known");
    }

    @Test
    void theHostDoesNotAnswerInTime() {
        // TEST-NET-1 (RFC 5737) is routed nowhere
        refused(
                "postgresql://app@192.0.2.1/shop?connect_timeout=1",
                ErrorCode.CANNOT_CONNECT,
                "No PostgreSQL answers at 192.0.2.1:5432");
    }

    @Test
    void thePasswordIsWrong() {
        refused(uri("clerk:hidden-word", "shop"), ErrorCode.WRONG_PASSWORD, "refused the password of user \"clerk\"");
    }

    @Test
    void thePasswordIsMissing() {
        refused(uri("clerk", "shop"), ErrorCode.WRONG_PASSWORD, "asks for a password of user \"clerk\"");
    }

    @Test
    void theDatabaseDoesNotExist() {
        refused(
                server.uri("shopp"),
                ErrorCode.NO_SUCH_DATABASE,
                "The database \"shopp\" does not exist at 127.0.0.1:" + server.port());
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 400 Bad Request\r\n\r\n", "-ERR unknown command\r\n"})
    void somethingElseAnswers(String greeting) {
        try (Stranger stranger = Stranger.saying(greeting)) {
            refused(stranger.uri(), ErrorCode.NOT_POSTGRESQL, "is not a PostgreSQL server");
            refused(stranger.uri() + "&sslmode=disable", ErrorCode.NOT_POSTGRESQL, "is not a PostgreSQL server");
        }
    }

    @Test
    void itHangsUpAtOnce() {
        try (Stranger stranger = Stranger.hangingUp()) {
            refused(stranger.uri(), ErrorCode.CANNOT_CONNECT, "No PostgreSQL answers at");
        }
    }

    @Test
    void itNeverAnswers() {
        try (Stranger stranger = Stranger.silent()) {
            refused(stranger.uri(), ErrorCode.CANNOT_CONNECT, "No PostgreSQL answers at");
        }
    }

    @ParameterizedTest
    @CsvSource({"13.22, 13.22", "9.6.24, 9.6.24", "13.14 (Debian 13.14-1.pgdg120+1), 13.14"})
    void theServerIsTooOld(String version, String said) {
        try (Stranger stranger = Stranger.postgres(version)) {
            refused(stranger.uri(), ErrorCode.SERVER_TOO_OLD, "is PostgreSQL " + said);
        }
    }
}
