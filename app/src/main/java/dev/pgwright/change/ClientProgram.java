package dev.pgwright.change;

import dev.pgwright.operation.Repack;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.LibpqEnvironment;
import dev.pgwright.postgres.SqlStates;
import dev.pgwright.postgres.Target;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs pg_repack's client as a child process: bounded, ended with us, told the password by its environment. */
final class ClientProgram {
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    /** The version of the major's own packages; a program in the search path goes first. */
    private static final List<Path> FOLDERS = folders();

    private ClientProgram() {}

    /** Why the operation's program cannot be run here; empty when it can, or when it needs none. */
    static Optional<String> objection(Repack repack) {
        Repack.Client client = repack.client();
        return client == null || find("pg_repack", client.version()).isPresent()
                ? Optional.empty()
                : Optional.of("the program pg_repack " + client.version() + ", the version of the extension, is not on"
                        + " this machine: install it, or run the command where it is");
    }

    /** The program in this version. */
    private static Optional<Path> find(String name, String version) {
        return FOLDERS.stream()
                .map(folder -> folder.resolve(name))
                .filter(Files::isExecutable)
                .filter(program -> says(program).equals(name + " " + version))
                .findFirst();
    }

    private static List<Path> folders() {
        List<Path> folders = new ArrayList<>();
        for (String folder :
                Objects.requireNonNullElse(System.getenv("PATH"), "").split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                folders.add(Path.of(folder));
            }
        }
        Path debian = Path.of("/usr/lib/postgresql");
        try (Stream<Path> majors = Files.isDirectory(debian) ? Files.list(debian) : Stream.empty()) {
            majors.sorted().map(major -> major.resolve("bin")).forEach(folders::add);
        } catch (IOException e) {
            return List.copyOf(folders); // not ours to look at
        }
        return List.copyOf(folders);
    }

    private static String says(Path program) {
        try {
            Process process = new ProcessBuilder(program.toString(), "--version").start();
            String version = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            process.waitFor(LONGEST_ANSWER.toMillis(), TimeUnit.MILLISECONDS);
            return version;
        } catch (IOException e) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }

    /**
     * Runs it until it ends, and makes sure that the table was written anew: pg_repack gives up with status 0, too.
     *
     * @param longest when that is over, it is ended; what it leaves, the operation's repair clears
     */
    static void run(Look look, Target target, Repack repack, List<String> words, Duration longest) throws SQLException {
        Repack.Client client = Objects.requireNonNull(repack.client());
        Path program = find(words.get(0), client.version())
                .orElseThrow(() -> new SQLException(
                        objection(repack).orElse("pg_repack is not here any more"), SqlStates.UNDEFINED_OBJECT));
        String file = "pg_catalog.pg_relation_filenode(pg_catalog.to_regclass("
                + Identifiers.literal(repack.table().sql()) + "))";
        String before = look.value(file);
        List<String> command = new ArrayList<>(words);
        command.set(0, program.toString());
        String said = await(command, target, longest);
        if (Objects.equals(before, look.value(file))) {
            throw new SQLException("pg_repack did not write the table anew: " + said, SqlStates.OBJECT_IN_USE);
        }
    }

    /** What it said last. */
    private static String await(List<String> command, Target target, Duration longest) throws SQLException {
        try {
            Path output = Files.createTempFile("pgwright-", ".txt");
            try {
                ProcessBuilder builder = new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .redirectInput(new File("/dev/null"));
                LibpqEnvironment.set(builder.environment(), target);
                builder.environment().put("PGAPPNAME", Repack.SESSIONS);
                int status = await(builder.start(), longest);
                String said = lastLine(output);
                if (status != 0) {
                    throw new SQLException("pg_repack failed: " + said, SqlStates.OBJECT_IN_USE);
                }
                return said;
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new SQLException("pg_repack cannot be run: " + e.getMessage(), SqlStates.UNDEFINED_OBJECT, e);
        }
    }

    private static int await(Process process, Duration longest) throws SQLException {
        Thread onExit = new Thread(process::destroy, "stop-pg-repack");
        Runtime.getRuntime().addShutdownHook(onExit);
        long begin = System.nanoTime();
        try {
            while (!process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (Interruption.isRequested() || System.nanoTime() - begin > longest.toNanos()) {
                    throw new SQLException("pg_repack was ended before it was done", SqlStates.QUERY_CANCELED);
                }
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SQLException("interrupted while pg_repack ran", SqlStates.QUERY_CANCELED, e);
        } finally {
            process.destroyForcibly();
            removeHook(onExit);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // we are on our way out already
        }
    }

    /** Progress lines aside: errors and warnings are what a person has to know. */
    private static String lastLine(Path output) throws IOException {
        List<String> lines = Files.readAllLines(output, StandardCharsets.UTF_8).stream()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("ERROR") || line.startsWith("WARNING"))
                .reduce((first, second) -> second)
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1))
                .strip();
    }
}
