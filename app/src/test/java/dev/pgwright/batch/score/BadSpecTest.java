package dev.pgwright.batch.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong with a description or its data is said before anything runs. */
class BadSpecTest {
    private static final String EVERYTHING = ScoreServer.resource("everything.yaml");

    private static ScoreServer server;

    @BeforeAll
    static void start() {
        server = ScoreServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> server.run(yaml).run(ScoreOptions.usual()))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining(message);
        assertThat(server.rows("SELECT to_regclass('shop.best')")).containsExactly("null");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "weight: 0.2, | weight: 0.3, | the weights of the components sum to 1.1, not to 1",
                "weight: 0.2, | weight: 0.2000001, | weight of base is not a number from 0 to 1",
                "points: 12.5 | points: .nan | cannot be read as YAML: line 17",
                "name: base, | name: stars, | two components have the same name",
                "kind: constant | kind: konstant | not one of constant, value, lookup",
                "item.base | base | components[2].of is \"base\", not item.COLUMN or user.COLUMN",
                "[7, 33.3] | [0, 33.3] | components[6].points is not in rising order",
                "top: 25 | top: 0 | top is not a whole number from 1",
                "decimals: 3 | decimals: many | decimals is not a whole number",
                "shop.best | best | output.view is \"best\", not a schema and a name",
                "unit: day | unit: year | not one of hour, day, week",
                "as_of: 2026-01-02T00:00:00Z | as_of: yesterday | as_of is not a moment",
                "full: 100 | ful: 100 | ful is not known; did you mean full?",
                "shop.things | shop.thing | table shop.thing does not exist",
                "item.base | item.bas | has no column bas; did you mean base?",
                "item.base | item.town | item.town is of type text, not a number",
                "of: item.added | of: item.price | item.price is of type integer, not a date or a time",
                "user: likes | user: town | text and integer cannot be compared as keys",
                "item: tags, | item: town, | item.town is of type text, not an array",
                "points: 12.5 | points: 9.9e18 | does not fit into 64 bits",
            })
    void descriptions(String from, String to, String message) {
        assertThat(EVERYTHING).contains(from);
        refused(EVERYTHING.replaceFirst(java.util.regex.Pattern.quote(from), to), message);
    }

    @Test
    void allThatIsWrongIsToldAtOnce() {
        String yaml = EVERYTHING.replace("item.base", "item.bas").replace("shop.taste", "shop.tast");
        refused(yaml, "has no column bas");
        refused(yaml, "table shop.tast does not exist");
    }

    @Test
    void whatIsNoYaml() {
        refused("items: [", "cannot be read as YAML: line 1");
        refused("items: {a: 1, a: 2}", "cannot be read as YAML: line 1");
        refused("just words", "the file is not a mapping");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE shop.things SET base = 'NaN' WHERE id < 3 | shop.things.base is NaN or infinite in 2 rows",
                "UPDATE shop.things SET stars = '-Infinity' WHERE id = 3; DELETE FROM shop.popular | stars",
                "INSERT INTO shop.taste VALUES (0, 0, 1) | 1 keys stand in shop.taste more than once",
                "INSERT INTO shop.popular VALUES (1, 1) | 1 keys stand in shop.popular more than once",
                "INSERT INTO shop.tag_weight VALUES ('odd', -1) | 1 weights in shop.tag_weight are no whole numbers",
                "UPDATE shop.distance SET points = 'NaN' WHERE here = 'town1' | shop.distance.points is NaN",
                "UPDATE shop.things SET base = 1e15 WHERE id = 1 | a score does not fit into 64 bits",
            })
    void data(String change, String message) {
        List<String> tables = List.of("things", "taste", "popular", "tag_weight", "distance");
        tables.forEach(t -> server.execute("CREATE TABLE shop.saved_" + t + " AS TABLE shop." + t));
        try {
            server.execute(change);
            if (message.startsWith("stars")) {
                refusedOrNothing();
            } else if (message.startsWith("a score")) {
                refused(EVERYTHING.replace("decimals: 3", "decimals: 6"), "64 bits");
            } else {
                refused(EVERYTHING, message);
            }
        } finally {
            tables.forEach(t -> server.execute("DELETE FROM shop." + t + "; INSERT INTO shop." + t
                    + " TABLE shop.saved_" + t + "; DROP TABLE shop.saved_" + t));
        }
    }

    /** The condition on the stars leaves the row out, so that it harms nobody. */
    private static void refusedOrNothing() {
        assertThat(server.run(EVERYTHING).explain().users()).isEqualTo(120);
        refused(
                EVERYTHING.replace("min: 0, max: 3", "present: true"),
                "shop.things.stars is NaN or infinite in 1 rows");
    }

    @Test
    void idsThatAreMissingOrDoubled() {
        server.execute("CREATE TABLE shop.loose AS SELECT nullif(n % 9, 0) AS id FROM generate_series(1, 12) AS n");
        String yaml = """
                items: {from: shop.loose, id: id}
                users: {from: shop.people, id: id}
                components: [{name: same, kind: constant, weight: 1, points: 1}]
                output: {view: shop.best}
                """;
        refused(yaml, "shop.loose has 1 rows without id");
        refused(yaml, "shop.loose has 3 rows whose id stands there twice");
    }

    @Test
    void explainingRunsNothing() {
        ScorePlan plan = server.run(EVERYTHING).explain();
        assertThat(plan.pairs()).isEqualTo(plan.users() * plan.items()).isPositive();
        assertThat(plan.parts()).hasSize(11);
        assertThat(plan.queries()).extracting(ScorePlan.Query::sql).allMatch(sql -> sql.contains("shop"));
        assertThat(server.rows("SELECT to_regnamespace('pgwright_batch')")).containsExactly("null");
    }
}
