package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that hold what users see. {@code -Dgolden=rewrite} writes them anew; read the difference before you commit. */
final class Golden {
    private Golden() {}

    /** Fails when the text is not what the file holds. */
    static void check(Path file, String actual) {
        try {
            if ("rewrite".equals(System.getProperty("golden"))) {
                Files.writeString(file, actual);
            }
            assertThat(file)
                    .as("no golden file %s: run with -Dgolden=rewrite and read it", file)
                    .exists();
            assertThat(actual).as(file.toString()).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
