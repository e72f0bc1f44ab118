package dev.pgwright.pgquery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The split and compiled WebAssembly against the untouched file of the npm package run by Node.js, which the build has
 * needed to get there: same trees, fingerprints, normal forms and errors.
 */
class OriginalWasmTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    /** Texts that end in an error, which takes the way through setjmp and longjmp. */
    private static final List<String> ERRORS = List.of(
            "SELEC 1",
            "SELECT FROM FROM",
            "SELECT 'open",
            "SELECT \"open",
            "SELECT $$open",
            "SELECT /* open",
            "SELECT 1 +",
            "SELECT (1",
            "SELECT 1)",
            "SELECT é FROM FROM",
            "CREATE TABLE",
            "INSERT INTO t VALUES (1,)",
            "SELECT 1 AS é ü FROM",
            "SELECT U&'\\00'",
            "SELECT B'12'",
            "SELECT 1_",
            "SELECT 0x",
            "SELECT $1a",
            "BEGIN; SELEC; COMMIT",
            "SELECT f(DISTINCT a ORDER BY b) WITHIN GROUP (ORDER BY c)",
            "SELECT a FROM t FOR UPDATE FETCH FIRST ROWS WITH TIES",
            "CREATE FUNCTION f() LANGUAGE sql LANGUAGE c AS ''");

    private static JsonNode node(String packageName, List<String> statements) throws IOException, InterruptedException {
        Path script = Path.of("src/test/js/original.cjs").toAbsolutePath();
        Path npm = Path.of("target/npm/node_modules").toAbsolutePath();
        Path output = Files.createTempFile("original", ".json");
        Process process = new ProcessBuilder(
                        "node", script.toString(), npm.resolve(packageName).toString())
                .redirectOutput(output.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(JSON.writeValueAsBytes(statements));
        }
        assertThat(process.waitFor()).isZero();
        JsonNode results = JSON.readTree(Files.readString(output));
        Files.delete(output);
        return results;
    }

    private static List<String> statements() {
        List<String> statements = new ArrayList<>(CorpusTest.statements());
        statements.addAll(ERRORS);
        return statements;
    }

    @Test
    void grammar17() throws IOException, InterruptedException {
        compare("@libpg-query/parser", Grammar.POSTGRES_17);
    }

    @Test
    void grammar18() throws IOException, InterruptedException {
        compare("libpg-query", Grammar.POSTGRES_18);
    }

    private static void compare(String packageName, Grammar grammar) throws IOException, InterruptedException {
        List<String> statements = statements();
        JsonNode results = node(packageName, statements);
        assertThat(results.size()).isEqualTo(statements.size());
        int errors = 0;
        for (int i = 0; i < statements.size(); i++) {
            String sql = statements.get(i);
            JsonNode wanted = results.path(i);
            try {
                JsonNode tree = TestParser.SHARED.parse(sql, grammar).tree();
                assertThat(tree).as(sql).isEqualTo(wanted.path("tree"));
                if (grammar == Grammar.POSTGRES_17) {
                    assertThat(TestParser.SHARED.fingerprint(sql))
                            .isEqualTo(wanted.path("fingerprint").asString());
                    assertThat(TestParser.SHARED.normalize(sql))
                            .isEqualTo(wanted.path("normalized").asString());
                }
            } catch (SqlSyntaxException e) {
                errors++;
                assertThat(e.getMessage())
                        .as(sql)
                        .isEqualTo(wanted.path("error").asString(""));
            }
        }
        assertThat(errors).isGreaterThanOrEqualTo(ERRORS.size() - 3);
    }
}
