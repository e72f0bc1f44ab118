package dev.pgwright.check;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Properties;

/**
 * What a check's example needs besides its scripts, from {@code situation.properties} beside them: {@code live=true}
 * keeps the session that ran the script while the snapshot is taken, {@code sessions=3} opens more of them,
 * {@code receiver=true} connects a receiver of WAL that reads nothing, and everything else is a line drawn for a small
 * database of no age, by the names of the components: {@code cacheAge=PT0S} or
 * {@code connection.longStatement=PT1S}.
 */
final class Situations {
    static final String FILE = "situation.properties";

    private Situations() {}

    static int sessions(String check) {
        return Integer.parseInt(properties(check).getProperty("sessions", "0"));
    }

    /** Whether the session that runs the script stays while the snapshot is taken. */
    static boolean isLive(String check) {
        return Boolean.parseBoolean(properties(check).getProperty("live", "false"));
    }

    /** Whether a receiver of WAL is connected meanwhile that reads nothing. */
    static boolean hasReceiver(String check) {
        return Boolean.parseBoolean(properties(check).getProperty("receiver", "false"));
    }

    static Thresholds thresholds(String check) {
        Properties lines = properties(check);
        lines.remove("sessions");
        lines.remove("live");
        lines.remove("receiver");
        Thresholds thresholds = with(Thresholds.general(), "", lines);
        if (!lines.isEmpty()) {
            throw new IllegalStateException(check + ": there are no lines called " + lines.keySet());
        }
        return thresholds;
    }

    private static Properties properties(String check) {
        Properties properties = new Properties();
        Path file = CheckServer.RESOURCES.resolve(check).resolve(FILE);
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return properties;
    }

    /** The same record with the lines that the properties name, which are taken out of them. */
    private static <T extends Record> T with(T general, String prefix, Properties lines) {
        try {
            RecordComponent[] parts = general.getClass().getRecordComponents();
            Object[] values = new Object[parts.length];
            for (int i = 0; i < parts.length; i++) {
                Object value = parts[i].getAccessor().invoke(general);
                String name = prefix + parts[i].getName();
                Object text = lines.remove(name);
                if (value instanceof Record nested) {
                    values[i] = with(nested, name + ".", lines);
                } else {
                    values[i] = text == null ? value : parsed(String.valueOf(text), parts[i].getType());
                }
            }
            @SuppressWarnings("unchecked") // its own canonical constructor
            Constructor<T> constructor = (Constructor<T>) general.getClass()
                    .getDeclaredConstructor(
                            Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new));
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Object parsed(String text, Class<?> type) {
        if (type == Duration.class) {
            return Duration.parse(text);
        }
        if (type == int.class) {
            return Integer.parseInt(text);
        }
        return type == long.class ? (Object) Long.parseLong(text) : (Object) Double.parseDouble(text);
    }
}
