package dev.pgwright.postgres.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.TargetParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalPostgresTest {
    private static final CacheFolder SHARED = CacheFolder.of(System.getenv());
    private static final LocalPostgres.Options STANDARD = LocalPostgres.Options.standard();

    @TempDir
    private Path temporary;

    private static int majorOf(String uri) {
        try (Session session = Session.open(new TargetParser(Map.of(), Path.of("")).parse(uri))) {
            return session.version().major();
        }
    }

    private static boolean answers(String uri) {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), URI.create(uri).getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static List<Path> instances(Path cache) throws IOException {
        try (Stream<Path> folders = Files.list(cache.resolve("run"))) {
            return folders.toList();
        }
    }

    private static Process hold(List<String> as, String classPath, Path cache, String... more) throws IOException {
        List<String> command = new ArrayList<>(as);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                HoldServer.class.getName(),
                cache.toString()));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static Process hold(Path cache, String... more) throws IOException {
        return hold(List.of(), System.getProperty("java.class.path"), cache, more);
    }

    /** The URI that the process prints once its server runs. */
    private static String uriOf(Process process) {
        BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
        try {
            String line = reader.readLine();
            assertThat(line).as("URI printed").isNotNull();
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path warmCache() throws IOException {
        return WarmCache.at(temporary.resolve("warm"));
    }

    @Test
    void startsOnAFreePortWithAPrivatePasswordAndLeavesNothing() throws IOException {
        Path cache = warmCache();
        String uri;
        try (LocalPostgres one = LocalPostgres.start(CacheFolder.at(cache), STANDARD);
                LocalPostgres two = LocalPostgres.start(CacheFolder.at(cache), STANDARD)) {
            uri = one.uri("postgres");
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThat(majorOf(uri)).isEqualTo(18);
            Path passfile = one.folder().resolve("pgpass");
            String password = Files.readString(passfile).strip().split(":")[4];
            assertThat(password).hasSizeGreaterThan(20);
            assertThat(uri).doesNotContain(password);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passfile)))
                    .isEqualTo("rw-------");
            assertThatThrownBy(() -> majorOf(uri.replaceFirst("\\?.*", "")))
                    .as("without the password")
                    .isInstanceOf(PgwrightException.class);
        }
        assertThat(answers(uri)).isFalse();
        assertThat(instances(cache)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {14, 15, 16, 17})
    void olderMajorsCanBeChosen(int major) {
        try (LocalPostgres server = LocalPostgres.start(SHARED, LocalPostgres.Options.ofMajor(major))) {
            assertThat(majorOf(server.uri("postgres"))).isEqualTo(major);
        }
    }

    @Test
    void aMajorThatIsNotThereIsAnsweredWithThoseThatAre() {
        assertThatThrownBy(() -> LocalPostgres.start(SHARED, LocalPostgres.Options.ofMajor(13)))
                .isInstanceOfSatisfying(
                        PgwrightException.class, e -> assertThat(e.advice()).contains("14"));
    }

    @Test
    void aCacheFolderMayHaveAnyName() throws IOException {
        Path cache = WarmCache.at(temporary.resolve("a b&c=d%20é"));
        try (LocalPostgres server = LocalPostgres.start(CacheFolder.at(cache), STANDARD)) {
            assertThat(majorOf(server.uri("postgres"))).isEqualTo(18);
        }
    }

    @Test
    void twoProcessesMayStartAtOnceOnAnEmptyCache() throws IOException, InterruptedException {
        Path cache = temporary.resolve("empty");
        Process one = hold(cache);
        Process two = hold(cache);
        try {
            assertThat(majorOf(uriOf(one))).isEqualTo(18);
            assertThat(majorOf(uriOf(two))).isEqualTo(18);
            assertThat(instances(cache)).hasSize(2);
        } finally {
            one.destroy();
            two.destroy();
        }
        one.waitFor();
        two.waitFor();
        assertThat(instances(cache)).isEmpty();
    }

    @Test
    void sigtermStopsTheServer() throws IOException, InterruptedException {
        Path cache = warmCache();
        Process process = hold(cache);
        String uri = uriOf(process);
        assertThat(answers(uri)).isTrue();
        process.destroy();
        process.waitFor();
        assertThat(answers(uri)).isFalse();
        assertThat(instances(cache)).isEmpty();
    }

    @Test
    void theNextStartCleansUpAfterAKilledProcess() throws IOException, InterruptedException {
        Path cache = warmCache();
        Process process = hold(cache);
        String uri = uriOf(process);
        process.destroyForcibly();
        process.waitFor();
        assertThat(answers(uri)).as("the server outlives its killed owner").isTrue();
        try (LocalPostgres next = LocalPostgres.start(CacheFolder.at(cache), STANDARD)) {
            assertThat(answers(uri)).isFalse();
            assertThat(instances(cache)).containsExactly(next.folder());
        }
    }

    @Test
    void aNamedServerOutlivesItsProcessUntilItIsStopped() throws IOException, InterruptedException {
        Path cache = warmCache();
        CacheFolder folder = CacheFolder.at(cache);
        Process process = hold(cache, "lasting");
        String uri = uriOf(process);
        process.waitFor();
        assertThat(LocalPostgres.runningNamed(folder, "lasting", "postgres")).contains(uri);
        assertThat(majorOf(uri)).isEqualTo(18);
        assertThatThrownBy(() -> LocalPostgres.startNamed(folder, "lasting", STANDARD))
                .isInstanceOf(PgwrightException.class)
                .hasMessageContaining("running already");
        assertThat(LocalPostgres.stopNamed(folder, "lasting")).isTrue();
        assertThat(answers(uri)).isFalse();
        assertThat(LocalPostgres.runningNamed(folder, "lasting", "postgres")).isEmpty();
        assertThat(LocalPostgres.stopNamed(folder, "lasting")).isFalse();
    }

    @Test
    void anOrdinaryUserStartsItToo() throws IOException, InterruptedException {
        assumeTrue(ServerPrograms.isRoot(), "not root: every other test here is that of an ordinary user");
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "no setpriv to become an ordinary user with");
        Path open = Files.createTempDirectory("pgwright-nobody");
        try {
            String classPath = readableCopy(open);
            Path cache = Files.createDirectory(open.resolve("cache"));
            makeOpen(open, "rwxrwxrwx");
            Process process = hold(
                    List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--"), classPath, cache);
            String uri = uriOf(process);
            assertThat(majorOf(uri)).isEqualTo(18);
            process.destroy();
            process.waitFor();
            assertThat(answers(uri)).isFalse();
        } finally {
            PostgresBinaries.deleteTree(open);
        }
    }

    /** Copies the part of the class path that starting a server needs to where everybody may read it. */
    private static String readableCopy(Path to) throws IOException {
        List<Path> copies = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(System.getProperty("path.separator"))) {
            Path from = Path.of(entry);
            if (Files.isDirectory(from) || from.getFileName().toString().matches("(commons-|xz-|jspecify-).*")) {
                copies.add(copyTree(from, to.resolve(copies.size() + "-" + from.getFileName())));
            }
        }
        return copies.stream().map(Path::toString).collect(Collectors.joining(System.getProperty("path.separator")));
    }

    private static Path copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> tree = Files.walk(from)) {
            for (Path path : tree.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
        return to;
    }

    private static void makeOpen(Path root, String mode) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.toList()) {
                Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
            }
        }
    }

    @Test
    void settingsArePassedOn() {
        LocalPostgres.Options options = STANDARD.with("work_mem", "7MB");
        assertThat(options.settings()).containsEntry("work_mem", "7MB");
        assertThat(Arrays.asList(options.major(), STANDARD.major())).containsOnly(18);
    }
}
