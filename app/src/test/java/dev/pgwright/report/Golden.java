package dev.pgwright.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that hold what users see. {@code -Dgolden=rewrite} writes them anew; read the difference before you commit it.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src", "test", "resources");

    private Golden() {}

    /** Fails when the text is not what the file holds. */
    public static void check(String file, String actual) {
        Path path = FOLDER.resolve(file);
        try {
            if ("rewrite".equals(System.getProperty("golden"))) {
                Files.createDirectories(path.toAbsolutePath().getParent());
                Files.writeString(path, actual);
            }
            assertThat(path)
                    .as("no golden file %s: run with -Dgolden=rewrite and read it", file)
                    .exists();
            assertThat(actual).as(file).isEqualTo(Files.readString(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
