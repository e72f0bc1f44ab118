package dev.pgwright.pgquery.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The build's table of what the letters of a WebAssembly file's imports and exports stand for. */
final class ImportNames {
    private final Properties names = new Properties();
    private final String resource;

    ImportNames(int major) {
        resource = "/dev/pgwright/pgquery/pg" + major + ".properties";
        try (InputStream in = ImportNames.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            names.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String imported(String letter) {
        return name("import." + letter);
    }

    String exported(String name) {
        return name("export." + name);
    }

    private String name(String key) {
        String value = names.getProperty(key);
        if (value == null) {
            throw new IllegalStateException(resource + " has no " + key);
        }
        return value;
    }
}
