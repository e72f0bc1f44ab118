package dev.pgwright.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets as libpq reads them: URI, words, service, environment, password file. */
class TargetParserTest {
    @TempDir
    Path home;

    private Target parse(String text, Map<String, String> environment) {
        return new TargetParser(environment, home).parse(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://u:p@h:1/d|u|h:1|d",
                "postgres://u@h/d|u|h:5432|d",
                "postgresql://u@[::1]:5/d|u|[::1]:5|d",
                "postgresql://u@h1:1,h2:2/d|u|h1:1,h2:2|d",
                "postgresql:///d?host=h&port=7&user=u|u|h:7|d",
                "postgresql://u%40x@h/a%2Fb|u@x|h:5432|a/b",
                "host=h port=9 user=u dbname='my db'|u|h:9|my db",
                "host = h user=u dbname=d\\'x|u|h:5432|d'x",
                "postgresql://u@h/d?pgbouncer=true|u|h:5432|d"
            })
    void readsEveryForm(String text, String user, String addresses, String database) {
        Target target = parse(text, Map.of());
        assertThat(target.user()).isEqualTo(user);
        assertThat(target.addresses()).isEqualTo(addresses);
        assertThat(target.database()).isEqualTo(database);
    }

    @Test
    void completesFromTheEnvironment() {
        Target target = parse("", Map.of("PGHOST", "h", "PGPORT", "6", "PGUSER", "u", "PGSSLMODE", "require"));
        assertThat(target.describe()).isEqualTo("postgresql://u@h:6/u");
        assertThat(target.options()).containsEntry("sslmode", "require");
    }

    @Test
    void whatIsWrittenWinsOverTheEnvironment() {
        assertThat(parse("postgresql://a@h/d", Map.of("PGUSER", "b", "PGHOST", "x"))
                        .describe())
                .isEqualTo("postgresql://a@h:5432/d");
    }

    @Test
    void readsAService() throws IOException {
        Files.writeString(home.resolve(".pg_service.conf"), "[other]\nhost=o\n[mine]\n# c\nhost=h\ndbname=d\nuser=u\n");
        assertThat(parse("mine", Map.of()).describe()).isEqualTo("postgresql://u@h:5432/d");
    }

    @Test
    void readsThePasswordFileWhenOnlyTheUserCanReadIt() throws IOException {
        Path file = home.resolve(".pgpass");
        Files.writeString(file, "# c\nother:*:*:*:no\nh:5432:*:u:p\\:w\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Secret secret = parse("postgresql://u@h/d", Map.of()).password();
        assertThat(secret).isNotNull();
        assertThat(secret.reveal()).isEqualTo("p:w");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(parse("postgresql://u@h/d", Map.of()).password()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://u:hunter2@h:99999/d",
                "postgresql://u:hunter2@h/d?nonsense=1",
                "postgresql://u:hunter2@h/d?x",
                "host=/var/run password=hunter2",
                "host=h password='hunter2",
                "postgresql://u:hunter2%zz@h/d",
                "no-such-service"
            })
    void refusesWithAdviceAndWithoutThePassword(String text) {
        assertThatThrownBy(() -> parse(text, Map.of())).isInstanceOfSatisfying(PgwrightException.class, e -> {
            assertThat(e.code().exitStatus()).isEqualTo(2);
            assertThat(List.of(e.what(), e.advice())).noneMatch(s -> s.contains("hunter2"));
            assertThat(e.advice()).isNotBlank();
        });
    }

    @Test
    void printsNoPassword() {
        Target target = parse("postgresql://u:hunter2@h/d", Map.of("PGPASSWORD", "other"));
        assertThat(target.toString() + target.describe()).doesNotContain("hunter2");
    }
}
