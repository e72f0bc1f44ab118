package dev.pgwright.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One name for each fact: SQL file, record and entry of {@link Facts}, with no orphan; and what each file must
 * hold.
 */
class FactCatalogueTest {
    private static final String USER_SCHEMAS = "n.nspname !~ '^(pg_|information_schema$)'";

    /** Facts that name a schema without being about what is in it. */
    private static final Set<String> IN_ANY_SCHEMA = Set.of("extension", "progress", "publication_table");

    private static Path folder() {
        try {
            Path file = Path.of(Objects.requireNonNull(FactSql.class.getResource("server.sql"))
                    .toURI());
            return Objects.requireNonNull(file.getParent());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Path> files() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Path file) {
        return file.getFileName().toString().replaceFirst("\\..*", "");
    }

    @Test
    void everyFactHasAFileAndEveryFileAFact() {
        Set<String> ids = Facts.ALL.stream().map(Fact::id).collect(Collectors.toCollection(TreeSet::new));
        assertThat(Facts.ALL).hasSameSizeAs(ids);
        assertThat(files().stream().map(FactCatalogueTest::id).collect(Collectors.toSet()))
                .containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    void recordsAreNamedLikeTheirFacts() {
        for (Fact<?> fact : Facts.ALL) {
            String name = Arrays.stream(fact.id().split("_"))
                    .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
                    .collect(Collectors.joining());
            assertThat(fact.row().getSimpleName()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void fileHoldsWhatItMust(Path file) throws IOException {
        String sql = Files.readString(file);
        assertThat(sql).startsWith("/* pgwright:" + id(file) + " */\n");
        assertThat(sql).as("ends with its order").containsPattern("\\nORDER BY [^\\n]*\\n(LIMIT [0-9]+\\n)?$");
        assertThat(sql.substring(sql.lastIndexOf("\nORDER BY")))
                .as("no order by oid")
                .doesNotContain("oid");
        assertThat(sql.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(120));
        assertThat(sql).as("size functions lock").doesNotContain("_size(").doesNotContain("pg_sequences");
        if (sql.contains("pg_namespace AS n") && !IN_ANY_SCHEMA.contains(id(file))) {
            assertThat(sql).as("one filter of system schemas").contains("nspname !~ '^(pg_|information_schema$)'");
        }
        assertThat(sql.replace(USER_SCHEMAS, "")).as("no other such filter").doesNotContain("pg_toast");
    }

    /** Functions that open the relations in what they write down, with ACCESS SHARE. */
    @ParameterizedTest
    @MethodSource("files")
    void textsThatNeedALockAreReadAloneAndLeaveOutWhatIsLocked(Path file) throws IOException {
        String sql = Files.readString(file);
        boolean locks = Stream.of(
                                "pg_get_indexdef",
                                "pg_get_constraintdef",
                                "pg_get_triggerdef",
                                "pg_get_viewdef",
                                "pg_get_partkeydef",
                                "pg_get_statisticsobjdef",
                                "pg_get_function_sqlbody",
                                "pg_sequence_last_value")
                        .anyMatch(sql::contains)
                || sql.replaceAll("pg_get_expr\\([a-z.]+, 0\\)", "").contains("pg_get_expr");
        Fact<?> fact = Facts.find(id(file)).orElseThrow();
        assertThat(fact.reading()).isEqualTo(locks ? Fact.Reading.ALONE : Fact.Reading.SHARED);
        assertThat(sql.contains("WITH locked AS MATERIALIZED (")).isEqualTo(locks);
    }
}
