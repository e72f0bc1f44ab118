package dev.pgwright.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The connection service file of libpq: sections of {@code name=value} lines (fe-connect.c, parseServiceFile). */
final class ServiceFile {
    private ServiceFile() {}

    static Map<String, String> read(String service, Map<String, String> environment, Path home) {
        Stream<Path> places = Stream.of(
                        Optional.ofNullable(environment.get("PGSERVICEFILE")).map(Path::of),
                        Optional.of(home.resolve(".pg_service.conf")),
                        Optional.ofNullable(environment.get("PGSYSCONFDIR")).map(d -> Path.of(d, "pg_service.conf")),
                        Optional.of(Path.of("/etc/postgresql-common/pg_service.conf")))
                .flatMap(Optional::stream);
        for (Path file : places.filter(Files::isRegularFile).toList()) {
            Map<String, String> section = section(file, service);
            if (!section.isEmpty()) {
                return section;
            }
        }
        throw TargetParser.bad(
                "\"" + service + "\" is neither a URI, nor a snapshot file, nor a service of the service file",
                "Give a URI such as postgresql://user@host/database, or --lab NAME.");
    }

    private static Map<String, String> section(Path file, String service) {
        Map<String, String> words = new LinkedHashMap<>();
        boolean inside = false;
        for (String raw : lines(file)) {
            String line = raw.strip();
            if (line.startsWith("[")) {
                inside = line.equals("[" + service + "]");
            } else if (inside && !line.startsWith("#") && line.indexOf('=') > 0) {
                int equals = line.indexOf('=');
                words.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return words;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw TargetParser.bad("The service file " + file + " cannot be read", "Check its permissions.");
        }
    }
}
