package dev.pgwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The launcher at the root, run by sh in a checkout of its own: the JDK, Maven and npm there are scripts that say what
 * they were called with.
 */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "pgwright");
    private static final String SYSTEM_FOLDERS = "/usr/lib/jvm/* /opt/java/*";

    private static final List<String> TOOLS = List.of(
            "sh", "dirname", "readlink", "sed", "mkdir", "find", "head", "grep", "sleep", "cat", "rm", "mv", "stty");

    @TempDir
    private Path folder;

    private Path root = Path.of("");
    private Path bin = Path.of("");
    private Path jdk = Path.of("");
    private final Map<String, String> environment = new TreeMap<>();

    private record Run(int status, String out, String err) {}

    @BeforeEach
    void checkOut() throws IOException {
        root = Files.createDirectories(folder.resolve("a check out"));
        String text = Files.readString(LAUNCHER);
        assertThat(text).contains(SYSTEM_FOLDERS);
        script(root.resolve("pgwright"), text.replace(SYSTEM_FOLDERS, "").replaceFirst("^#!/bin/sh\n", ""));
        Files.createDirectories(root.resolve("app/src/main"));
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.createFile(root.resolve(".git"));
        bin = Files.createDirectories(folder.resolve("bin"));
        for (String tool : TOOLS) {
            for (String place : List.of("/bin", "/usr/bin")) {
                Path file = Path.of(place, tool);
                if (Files.exists(file) && !Files.exists(bin.resolve(tool))) {
                    Files.createSymbolicLink(bin.resolve(tool), file);
                }
            }
        }
        jdk = jdk("jdk", "17.0.2");
        script(bin.resolve("npm"), "exit 0");
        script(
                bin.resolve("mvn"),
                "echo \"$JAVA_HOME: $*\" >>'" + root + "/calls'; mkdir -p '" + root + "/app/target';" + " : >'" + root
                        + "/app/target/pgwright-all.jar'");
        environment.put("PATH", bin.toString());
        environment.put("HOME", folder.resolve("home").toString());
        environment.put("JAVA_HOME", jdk.toString());
    }

    private static void script(Path file, String text) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + text + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A JDK whose java prints its arguments, one a line. */
    private Path jdk(String name, String version) throws IOException {
        Path home = folder.resolve(name);
        Files.createDirectories(home.resolve("bin"));
        script(home.resolve("bin/java"), "echo from " + name + "; for word; do echo \"[$word]\"; done; exit 7");
        script(home.resolve("bin/javac"), "exit 0");
        Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
        return home;
    }

    private Process start(Path launcher, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of("/bin/sh", launcher.toString()));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Run run(Path launcher, String... words) throws IOException, InterruptedException {
        Process process = start(launcher, words);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Run(
                process.exitValue(), Files.readString(folder.resolve("out")), Files.readString(folder.resolve("err")));
    }

    private Run run(String... words) throws IOException, InterruptedException {
        return run(root.resolve("pgwright"), words);
    }

    private int builds() throws IOException {
        Path calls = root.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls).size() : 0;
    }

    private static void assertRefused(Run run, String sentence) {
        assertThat(run.status()).isEqualTo(3);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().strip()).startsWith("pgwright: ").contains(sentence);
        assertThat(run.err().strip().lines()).as("one line").hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/no/such/folder", "OLD", "OLDER"})
    void aMissingJdk(String home) throws IOException, InterruptedException {
        environment.remove("JAVA_HOME");
        switch (home) {
            case "" -> {}
            case "OLD" -> environment.put("JAVA_HOME", jdk("old", "11.0.21").toString());
            case "OLDER" ->
                environment.put("JAVA_HOME", jdk("older", "1.8.0_392").toString());
            default -> environment.put("JAVA_HOME", home);
        }
        assertRefused(run("--version"), "no JDK 17 or later was found");
        assertThat(builds()).isZero();
    }

    @Test
    void noHomeFolder() throws IOException, InterruptedException {
        environment.remove("HOME");
        environment.remove("JAVA_HOME");
        assertRefused(run("--version"), "no JDK 17 or later was found");
    }

    @ParameterizedTest
    @CsvSource({"mvn, Maven is missing", "npm, npm is missing"})
    void aMissingBuildTool(String tool, String sentence) throws IOException, InterruptedException {
        Files.delete(bin.resolve(tool));
        assertRefused(run("--version"), sentence);
        assertThat(root.resolve("app/target/pgwright.building")).doesNotExist();
    }

    @Test
    void aJdkIsFoundOnThePathAndInTheHomeFolder() throws IOException, InterruptedException {
        environment.remove("JAVA_HOME");
        Files.createSymbolicLink(bin.resolve("javac"), jdk.resolve("bin/javac"));
        assertThat(run().out()).startsWith("from jdk\n");
        Files.delete(bin.resolve("javac"));
        Path candidates = Files.createDirectories(folder.resolve("home/.jdks"));
        Files.move(jdk("newer", "25"), candidates.resolve("newer"));
        assertThat(run().out()).startsWith("from newer\n");
    }

    @Test
    void itBuildsOnceAndPassesEveryWordOn() throws IOException, InterruptedException {
        Run first = run("tune", "host=h password=a b", "", "$HOME", "*");
        assertThat(first.err()).contains("building, once");
        assertThat(first.status()).as("status of the program").isEqualTo(7);
        assertThat(first.out())
                .endsWith("[-jar]\n[" + root
                        + "/app/target/pgwright-all.jar]\n[tune]\n[host=h password=a b]\n[]\n[$HOME]\n[*]\n");
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.readString(root.resolve("calls"))).startsWith(jdk + ": ");

        Run second = run("--version");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void changedSourcesAreBuiltAgainWhereThereIsAHistory() throws IOException, InterruptedException {
        run();
        Path source = Files.writeString(root.resolve("app/src/main/A.java"), "class A {}");
        Path stamp = root.resolve("app/target/pgwright.built");
        Files.setLastModifiedTime(
                source,
                FileTime.from(Files.getLastModifiedTime(stamp).toInstant().plusSeconds(2)));
        Files.delete(root.resolve(".git"));
        run();
        assertThat(builds()).as("an unpacked release").isEqualTo(1);
        Files.createFile(root.resolve(".git"));
        run();
        assertThat(builds()).as("a checkout").isEqualTo(2);
        Files.setLastModifiedTime(
                source,
                FileTime.from(Files.getLastModifiedTime(stamp).toInstant().minusSeconds(2)));
        run();
        assertThat(builds()).as("built meanwhile").isEqualTo(2);
    }

    @Test
    void aBuildThatFailsSaysWhyAndIsTriedAgain() throws IOException, InterruptedException {
        Path maven = bin.resolve("mvn");
        String works = Files.readString(maven);
        script(maven, "echo '[INFO] fine'; echo '[ERROR] no such class'; exit 1");
        Run failed = run();
        assertThat(failed.status()).isEqualTo(3);
        assertThat(failed.err())
                .contains("[ERROR] no such class")
                .contains("the build failed; the whole log is in " + root + "/app/target/build.log")
                .doesNotContain("[INFO]");
        script(maven, works);
        assertThat(run().status()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void itIsReachedThroughLinks() throws IOException, InterruptedException {
        run();
        Path links = Files.createDirectories(folder.resolve("links"));
        Path absolute = Files.createSymbolicLink(links.resolve("absolute"), root.resolve("pgwright"));
        Path relative = Files.createSymbolicLink(links.resolve("relative"), Path.of("..", "a check out", "pgwright"));
        Path chain = Files.createSymbolicLink(folder.resolve("chain"), Path.of("links", "relative"));
        for (Path link : List.of(absolute, relative, chain)) {
            assertThat(run(link, "x").out()).contains("pgwright-all.jar]\n[x]\n");
        }
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void twoAtOnceBuildOnceAndALockOfAKilledOneIsNoHindrance() throws IOException, InterruptedException {
        String works = Files.readString(bin.resolve("mvn")).replaceFirst("^#!/bin/sh\n", "");
        script(bin.resolve("mvn"), "sleep 1; " + works);
        Files.createDirectories(root.resolve("app/target"));
        Process gone = new ProcessBuilder("/bin/sh", "-c", "exit 0").start();
        gone.waitFor();
        Files.writeString(root.resolve("app/target/pgwright.building"), String.valueOf(gone.pid()));
        Process one = start(root.resolve("pgwright"));
        Process two = start(root.resolve("pgwright"));
        assertThat(one.waitFor()).isEqualTo(7);
        assertThat(two.waitFor()).isEqualTo(7);
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void aSignalEndsTheBuildToo() throws IOException, InterruptedException {
        Path begun = folder.resolve("begun");
        script(bin.resolve("mvn"), ": >'" + begun + "'; exec sleep 600");
        Process launcher = start(root.resolve("pgwright"));
        while (!Files.exists(begun) && launcher.isAlive()) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        List<ProcessHandle> builds = launcher.descendants().toList();
        launcher.destroy();
        assertThat(launcher.waitFor()).isEqualTo(130);
        for (ProcessHandle build : builds) {
            build.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        }
        assertThat(root.resolve("app/target/pgwright.building")).doesNotExist();
    }
}
