package dev.pgwright.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.pgquery.Grammar;
import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.pgquery.Script;
import dev.pgwright.pgquery.ScriptPart;
import dev.pgwright.pgquery.UnsupportedSqlException;
import dev.pgwright.sql.SqlText;
import dev.pgwright.workload.WorkloadStatement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The statements of the labs and of the tests' scripts: each is read, written and read again. */
class LabRoundTripTest {
    private static final Path TEST_RESOURCES = Path.of("src", "test", "resources");

    /** Fields that say where something stood. */
    private static final List<String> PLACES = List.of(
            "location",
            "name_location",
            "stmt_location",
            "stmt_len",
            "list_start",
            "list_end",
            "rexpr_list_start",
            "rexpr_list_end",
            "version");

    /** Every script by a name for it. */
    private static Map<String, String> scripts() {
        Map<String, String> scripts = new LinkedHashMap<>();
        for (Lab lab : Lab.values()) {
            lab.scripts().forEach(name -> scripts.put(name, Lab.resource(name)));
            scripts.put(lab.id() + "/workload.sql", Lab.resource(lab.id() + "/workload.sql"));
        }
        try (Stream<Path> files = Files.walk(TEST_RESOURCES)) {
            files.filter(file -> file.toString().endsWith(".sql")).sorted().forEach(file -> {
                scripts.put(TEST_RESOURCES.relativize(file).toString(), read(file));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return scripts;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode withoutPlaces(JsonNode tree) {
        JsonNode copy = tree.deepCopy();
        strip(copy);
        return copy;
    }

    private static void strip(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(PLACES);
        }
        node.forEach(LabRoundTripTest::strip);
    }

    private static void keepsItsTree(String sql) {
        PgQuery parser = SqlText.parser();
        ParsedSql parsed = parser.parse(sql);
        assertThat(parsed.statements()).as(sql).hasSize(1);
        if (parsed.grammar() == Grammar.POSTGRES_18) { // read, not written
            assertThatThrownBy(() -> parser.deparse(parsed)).isInstanceOf(UnsupportedSqlException.class);
            return;
        }
        String written = parser.deparse(parsed);
        assertThat(withoutPlaces(parser.parse(written).tree())).as(written).isEqualTo(withoutPlaces(parsed.tree()));
        assertThat(parser.fingerprint(written)).as(written).isEqualTo(parser.fingerprint(sql));
    }

    @TestFactory
    Stream<DynamicTest> everyStatementKeepsItsTree() {
        return scripts().entrySet().stream()
                .map(script -> DynamicTest.dynamicTest(script.getKey(), () -> {
                    List<ScriptPart> parts = Script.split(script.getValue());
                    assertThat(parts)
                            .as("no script needs psql")
                            .allMatch(part -> part.kind() == ScriptPart.Kind.STATEMENT);
                    parts.forEach(part -> keepsItsTree(part.text(script.getValue())));
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyStatementOfAWorkloadKeepsItsTree() {
        return Stream.of(Lab.values())
                .flatMap(lab -> lab.workload().statements().stream())
                .map(WorkloadStatement::sql)
                .map(sql -> DynamicTest.dynamicTest(sql, () -> keepsItsTree(sql)));
    }

    @Test
    void onlyTheShapesOfPostgres18NeedItsGrammar() {
        scripts().forEach((name, script) -> {
            for (ScriptPart part : Script.split(script)) {
                assertThat(SqlText.parser().parse(part.text(script)).grammar())
                        .as(name + ": " + part.text(script))
                        .satisfiesAnyOf(
                                grammar -> assertThat(grammar).isEqualTo(Grammar.POSTGRES_17),
                                grammar -> assertThat(name).endsWith("shapes.18.sql"));
            }
        });
    }

    @Test
    void theScriptsAreAllThere() {
        Map<String, String> scripts = scripts();
        assertThat(scripts)
                .containsKeys("supabase.sql", "helpers.sql")
                .containsKeys("casaora/schema.sql", "casaora/data.sql", "casaora/keys.sql", "casaora/state.sql")
                .containsKeys("cdhi/schema.sql", "cdhi/data.sql", "cdhi/keys.sql", "cdhi/state.sql");
        assertThat(scripts.keySet().stream().filter(name -> name.startsWith("check")))
                .hasSizeGreaterThan(50);
        assertThat(scripts.values().stream()
                        .mapToInt(script -> Script.split(script).size())
                        .sum())
                .isGreaterThan(400);
    }
}
