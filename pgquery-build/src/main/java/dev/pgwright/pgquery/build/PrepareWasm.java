package dev.pgwright.pgquery.build;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Build step: {@code PrepareWasm NPM_SOURCE NPM_WORK WASM_DIR RESOURCE_DIR} installs the npm packages that NPM_SOURCE
 * locks, splits their two WebAssembly files and writes the import and export names and the protobuf field table. Does
 * nothing where its output is newer than its input.
 */
public final class PrepareWasm {
    /** Blocks nest as deep as the largest C switch; the tree is walked recursively. */
    private static final long STACK_BYTES = 512L << 20;

    private static final String PACKAGE_17 = "@libpg-query/parser";
    private static final String PACKAGE_18 = "libpg-query";

    private final NpmPackages npm;
    private final Path wasmDirectory;
    private final Path resourceDirectory;

    private PrepareWasm(NpmPackages npm, Path wasmDirectory, Path resourceDirectory) {
        this.npm = npm;
        this.wasmDirectory = wasmDirectory;
        this.resourceDirectory = resourceDirectory;
    }

    /** Entry point of the build. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        NpmPackages npm = new NpmPackages(Path.of(arguments[0]), Path.of(arguments[1]));
        PrepareWasm step = new PrepareWasm(npm, Path.of(arguments[2]), Path.of(arguments[3]));
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread worker = new Thread(null, step::run, "prepare-wasm", STACK_BYTES);
        worker.setUncaughtExceptionHandler((thread, thrown) -> failure.set(thrown));
        worker.start();
        worker.join();
        Throwable thrown = failure.get();
        if (thrown != null) {
            throw new IOException(thrown.getMessage(), thrown);
        }
    }

    private void run() {
        try {
            npm.install();
            Files.createDirectories(wasmDirectory);
            Files.createDirectories(resourceDirectory);
            prepare("17", npm.directory(PACKAGE_17));
            prepare("18", npm.directory(PACKAGE_18));
            Path proto = npm.directory(PACKAGE_17).resolve("proto.js");
            Path table = resourceDirectory.resolve("protobuf17.tsv");
            if (outdated(table, proto)) {
                Files.writeString(table, ProtobufFields.read(Files.readString(proto)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while the npm packages were installed", e);
        }
    }

    private void prepare(String grammar, Path npmPackage) throws IOException {
        Path source = npmPackage.resolve("wasm/libpg-query.wasm");
        Path target = wasmDirectory.resolve("pg" + grammar + ".wasm");
        if (outdated(target, source)) {
            Files.write(target, FunctionSplitter.split(Files.readAllBytes(source)));
        }
        Path script = npmPackage.resolve("wasm/libpg-query.js");
        Path names = resourceDirectory.resolve("pg" + grammar + ".properties");
        if (outdated(names, script)) {
            StringBuilder lines = new StringBuilder();
            EmscriptenGlue.read(Files.readString(script))
                    .forEach((key, value) ->
                            lines.append(key).append('=').append(value).append('\n'));
            Files.write(names, lines.toString().getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** Also when this program itself changed. */
    private static boolean outdated(Path target, Path source) throws IOException {
        if (!Files.exists(target)) {
            return true;
        }
        FileTime written = Files.getLastModifiedTime(target);
        return written.compareTo(Files.getLastModifiedTime(source)) < 0 || written.compareTo(ownTime()) < 0;
    }

    private static FileTime ownTime() throws IOException {
        try {
            Path code = Path.of(PrepareWasm.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            Path self = Files.isDirectory(code)
                    ? code.resolve(PrepareWasm.class.getName().replace('.', '/') + ".class")
                    : code;
            return Files.getLastModifiedTime(self);
        } catch (URISyntaxException e) {
            throw new IOException(e);
        }
    }
}
