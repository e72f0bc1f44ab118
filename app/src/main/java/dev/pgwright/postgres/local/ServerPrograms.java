package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs {@code initdb} and {@code pg_ctl}. PostgreSQL refuses to run as root (initdb.c, main.c check geteuid() == 0), so
 * root runs it inside a user namespace of its own, where it is nobody in particular.
 */
record ServerPrograms(PostgresBinaries binaries) {
    private static final int TIMEOUT_SECONDS = 90;

    void initdb(InstanceFolder folder, List<String> arguments, Path passwordFile) {
        List<String> command = new ArrayList<>(List.of(
                binaries.program("initdb").toString(),
                "-D",
                folder.data().toString(),
                "-E",
                "UTF8",
                "-A",
                "scram-sha-256",
                "--pwfile=" + passwordFile,
                "--no-sync"));
        command.addAll(arguments);
        run(command, folder, "initialised");
    }

    void start(InstanceFolder folder) {
        run(
                List.of(
                        binaries.program("pg_ctl").toString(),
                        "start",
                        "-s",
                        "-w",
                        "-t",
                        "60",
                        "-D",
                        folder.data().toString(),
                        "-l",
                        folder.log().toString()),
                folder,
                "started");
    }

    /** Stops a server whose data are not needed any more. */
    void stop(InstanceFolder folder) {
        stop(folder, "immediate");
    }

    /** Stops a server that is to start again: clients are sent away, and a last checkpoint is written. */
    void stopCleanly(InstanceFolder folder) {
        stop(folder, "fast");
    }

    private void stop(InstanceFolder folder, String mode) {
        if (Files.exists(folder.data().resolve("postmaster.pid"))) {
            run(
                    List.of(
                            binaries.program("pg_ctl").toString(),
                            "stop",
                            "-s",
                            "-w",
                            "-m",
                            mode,
                            "-D",
                            folder.data().toString()),
                    folder,
                    "stopped");
        }
    }

    private static void run(List<String> command, InstanceFolder folder, String verb) {
        List<String> full = new ArrayList<>(isRoot() ? List.of("unshare", "-U", "--") : List.of());
        full.addAll(command);
        try {
            ProcessBuilder builder = new ProcessBuilder(full).redirectErrorStream(true);
            Path output = folder.path().resolve("output-" + verb + ".txt");
            builder.redirectOutput(output.toFile()).redirectInput(ProcessBuilder.Redirect.from(nullDevice()));
            builder.environment().keySet().removeIf(name -> name.startsWith("PG") || name.startsWith("LC_"));
            Process process = builder.start();
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw failure(folder, verb, "no answer within " + TIMEOUT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw failure(folder, verb, LocalPostgres.tail(output) + " " + LocalPostgres.tail(folder.log()));
            }
        } catch (IOException e) {
            throw failure(folder, verb, String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(folder, verb, "interrupted");
        }
    }

    private static java.io.File nullDevice() {
        return new java.io.File("/dev/null");
    }

    private static PgwrightException failure(InstanceFolder folder, String verb, String detail) {
        return new PgwrightException(
                ErrorCode.LOCAL_POSTGRESQL,
                "A local PostgreSQL in " + folder.path() + " could not be " + verb + ": " + detail.strip(),
                isRoot()
                        ? "Run pgwright as an ordinary user, or allow unshare(1): PostgreSQL refuses to run as root."
                        : "Check the free space and the permissions of that folder.");
    }

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }
}
