package dev.pgwright.sql;

import dev.pgwright.snapshot.Function;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * What PostgreSQL's own functions promise about their results. A snapshot holds the user's functions only, since these
 * never change; a test compares this list with a server's pg_proc.
 */
final class BuiltinFunctions {
    private static final String FILE = "builtin_functions.txt";
    private static final Map<String, String> CLASSES = load();

    private BuiltinFunctions() {}

    /** IMMUTABLE for what is not listed; of several functions of a name the one that promises least counts. */
    static Function.Volatility volatility(String name) {
        return switch (CLASSES.getOrDefault(name, "")) {
            case "stable" -> Function.Volatility.STABLE;
            case "volatile" -> Function.Volatility.VOLATILE;
            default -> Function.Volatility.IMMUTABLE;
        };
    }

    /** An aggregate or window function, whose value belongs to a set of rows. */
    static boolean isAggregate(String name) {
        return CLASSES.getOrDefault(name, "").equals("aggregate");
    }

    private static Map<String, String> load() {
        Map<String, String> classes = new HashMap<>();
        try (InputStream file = BuiltinFunctions.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing");
            }
            String text = new String(file.readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(line -> {
                int space = line.indexOf(' ');
                classes.put(line.substring(space + 1), line.substring(0, space));
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return classes;
    }
}
