package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.error.ExitStatus;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** {@code rls} from the outside: what it finds is repaired by {@code apply}, and the same rows come. */
class RlsTest {
    private static final Path CACHE = Path.of("target", "cache").toAbsolutePath();

    private static void fill(UserServer server) {
        server.run("shop", "CREATE ROLE member NOLOGIN");
        server.run(
                "shop",
                "CREATE FUNCTION whoami() RETURNS int LANGUAGE sql STABLE AS"
                        + " $$SELECT nullif(current_setting('request.jwt.claims', true), '')::jsonb ->> 'sub'$$"
                                .replace("SELECT nullif", "SELECT (nullif")
                                .replace("'sub'$$", "'sub')::int$$"));
        server.run(
                "shop",
                "ALTER TABLE orders ENABLE ROW LEVEL SECURITY; GRANT SELECT, UPDATE ON orders TO member;"
                        + "CREATE POLICY \"own \"\"orders\" ON orders FOR SELECT TO member"
                        + " USING (customer = whoami());"
                        + "CREATE POLICY hole ON orders FOR UPDATE TO member USING (true)");
    }

    @Test
    void whatIsProvenIsAPlan(@TempDir Path folder) throws IOException {
        Program program = Program.in(CACHE, folder.resolve("state"));
        try (UserServer server = UserServer.start()) {
            fill(server);
            String before = server.schema("shop");
            Path plan = folder.resolve("rls.json");
            Program.Run run = program.run("rls", server.uri("shop"), "--format", "json", "--out", plan.toString());
            assertThat(run.status()).as(run.text()).isEqualTo(ExitStatus.DONE);
            assertThat(server.schema("shop")).as("nothing was changed").isEqualTo(before);

            Program.Run text = program.run("rls", server.uri("shop"), "--on", "sample", "--size", "5MB");
            assertThat(text.out())
                    .contains("a function that depends on nothing of the row is called for every row")
                    .contains("Its USING is true for UPDATE.")
                    .contains("The same rows by known-equal forms, and tested on");

            Program.Run applied = program.run("apply", plan.toString(), server.uri("shop"), "--yes");
            assertThat(applied.status()).as(applied.text()).isEqualTo(ExitStatus.DONE);
            assertThat(server.schema("shop")).contains("SELECT").isNotEqualTo(before);

            JsonNode again = program.run("rls", server.uri("shop"), "--format", "json", "--on", "none")
                    .json();
            assertThat(again.path("operations")).isEmpty();
        }
    }

    @Test
    void anotherCopyIsAWordOfItsOwn(@TempDir Path folder) {
        Program.Run run = Program.in(CACHE, folder).run("rls", "postgresql://nobody@localhost:1/x", "--on", "moon");
        assertThat(run.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(run.err().replaceAll("\\s+", " ")).contains("--on takes copy, sample or none");
    }
}
