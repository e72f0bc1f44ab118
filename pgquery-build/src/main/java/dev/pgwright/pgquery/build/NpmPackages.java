package dev.pgwright.pgquery.build;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;

/**
 * The npm packages that a committed lock file names, with integrity hashes, installed into a working directory.
 *
 * @param source holds {@code package.json} and {@code package-lock.json}
 * @param work is created; the packages are in its {@code node_modules}
 */
record NpmPackages(Path source, Path work) {
    private static final String LOCK = "package-lock.json";
    private static final String NO_NPM =
            "The build of pgquery fetches PostgreSQL's parser from npm and found no npm to run: install Node.js 18 or newer.";

    /** Runs {@code npm ci} unless the packages of this very lock file are there. */
    void install() throws IOException, InterruptedException {
        Path installedLock = work.resolve(LOCK);
        Path done = work.resolve("node_modules").resolve(".package-lock.json");
        if (Files.exists(done)
                && Files.exists(installedLock)
                && Files.mismatch(installedLock, source.resolve(LOCK)) == -1) {
            return;
        }
        Files.createDirectories(work);
        for (String file : List.of("package.json", LOCK)) {
            Files.copy(source.resolve(file), work.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        boolean windows =
                System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        ProcessBuilder command = new ProcessBuilder(
                        windows ? "npm.cmd" : "npm",
                        "ci",
                        "--ignore-scripts",
                        "--no-audit",
                        "--no-fund",
                        "--loglevel=error")
                .directory(work.toFile())
                .redirectErrorStream(true);
        Process process;
        try {
            process = command.start();
        } catch (IOException e) {
            throw new IOException(NO_NPM); // the cause says no more
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("npm ci failed in " + work + ":\n" + output);
        }
    }

    Path directory(String name) {
        return work.resolve("node_modules").resolve(name);
    }
}
