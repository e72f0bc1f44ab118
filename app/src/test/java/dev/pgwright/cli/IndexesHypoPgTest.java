package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.local.DebianHypoPg;
import dev.pgwright.postgres.local.LocalPostgres;
import dev.pgwright.postgres.local.WarmCache;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The target's HypoPG says what it thinks of the advised indexes. */
@Tag("debian")
class IndexesHypoPgTest {
    @TempDir
    private Path folder;

    @Test
    void aSecondOpinion() throws IOException {
        String script = DebianHypoPg.script("IndexesHypoPgTest");
        try (UserServer server = UserServer.start(LocalPostgres.Options.ofMajor(DebianHypoPg.MAJOR))) {
            server.run("shop", "CREATE SCHEMA hypo");
            server.run("shop", "SET search_path = hypo; " + script);
            String before = server.schema("shop");
            Path workload = Files.writeString(folder.resolve("workload.sql"), UserServer.WORKLOAD);
            Program program = Program.in(WarmCache.at(folder.resolve("cache")), folder.resolve("state"));
            String[] words = {"indexes", server.uri("shop"), "--workload", workload.toString(), "--hypopg", "--format"};

            JsonNode advice = run(program, words, "json").json();
            JsonNode opinion = advice.path("secondOpinion");
            assertThat(opinion.path("source").asString()).isEqualTo("HypoPG");
            assertThat(opinion.path("indexes").size())
                    .isEqualTo(advice.path("selected").size())
                    .isPositive();
            assertThat(opinion.at("/indexes/0/bytes").asLong()).isPositive();
            assertThat(opinion.at("/statements/0/statement").asString()).isEqualTo("orders-of-a-customer");
            assertThat(opinion.at("/statements/0/before").asDouble())
                    .isEqualTo(advice.at("/statements/0/before").asDouble());
            assertThat(opinion.path("relative").asDouble()).isPositive().isLessThan(0.5);

            assertThat(run(program, words, "text").text())
                    .contains("Second opinion")
                    .contains("by HypoPG");
            assertThat(server.schema("shop")).isEqualTo(before);
        }
    }

    private static Program.Run run(Program program, String[] words, String format) {
        String[] all = Arrays.copyOf(words, words.length + 1);
        all[words.length] = format;
        Program.Run run = program.run(all);
        assertThat(run.status()).as(run.text()).isZero();
        return run;
    }
}
