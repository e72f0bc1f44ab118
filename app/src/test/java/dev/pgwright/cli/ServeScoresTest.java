package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.WarmCache;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** {@code batch serve} as a process of its own: it answers until a signal comes, and leaves nothing running. */
class ServeScoresTest {
    private static final Pattern ADDRESS = Pattern.compile("(http://127\\.0\\.0\\.1:[0-9]+/score/)USER");

    @TempDir
    private static Path folder;

    private static String address(Path out, Process process) throws Exception {
        for (int look = 0; look < 2400 && process.isAlive(); look++) {
            Matcher found = ADDRESS.matcher(Files.readString(out));
            if (found.find()) {
                return found.group(1);
            }
            Thread.sleep(100);
        }
        throw new AssertionError("it does not serve: " + Files.readString(out.resolveSibling("err")));
    }

    @Test
    void itServesUntilASignalComes() throws Exception {
        Program program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
        Path out = folder.resolve("out");
        Process process = program.start(
                out,
                folder.resolve("err"),
                "batch",
                "serve",
                "--lab",
                "baito",
                "--scale",
                "0.05",
                "--port",
                "0",
                "--max-age",
                "7");
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(address(out, process) + "7"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Cache-Control")).contains("max-age=7");
            assertThat(JsonMapper.shared().readTree(answer.body()).path("items").size())
                    .isEqualTo(40);
            new ProcessBuilder("kill", "-TERM", String.valueOf(process.pid())).start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(process.exitValue()).isEqualTo(143);
            assertThat(Files.readString(folder.resolve("err"))).doesNotContain("Exception");
        } finally {
            process.destroyForcibly();
        }
    }
}
