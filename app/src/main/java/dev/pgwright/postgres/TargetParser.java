package dev.pgwright.postgres;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a target as libpq does (PostgreSQL documentation, "Connection Strings", "Environment Variables", "The
 * Connection Service File", "The Password File"): a URI, {@code key=value} words or a service name, completed by
 * {@code PG*} variables.
 */
public final class TargetParser {
    /** Connection parameters that the driver knows under the name that libpq has for them. */
    private static final Set<String> PASSED_ON = Set.of(
            "sslmode",
            "sslrootcert",
            "sslcert",
            "sslkey",
            "sslpassword",
            "connect_timeout",
            "target_session_attrs",
            "channel_binding",
            "gssencmode",
            "krbsrvname",
            "sslnegotiation");

    private static final Set<String> UNDERSTOOD =
            Set.of("host", "hostaddr", "port", "dbname", "user", "password", "passfile", "service");

    /** libpq knows these and pgwright sets its own, or other clients write them into URIs: harmless here. */
    private static final Set<String> IGNORED = Set.of(
            "application_name",
            "fallback_application_name",
            "client_encoding",
            "keepalives",
            "keepalives_idle",
            "keepalives_interval",
            "keepalives_count",
            "tcp_user_timeout",
            "load_balance_hosts",
            "options",
            "pgbouncer",
            "connection_limit",
            "pool_timeout",
            "schema",
            "supa");

    private static final Map<String, String> VARIABLES = Map.of(
            "PGHOST", "host",
            "PGHOSTADDR", "hostaddr",
            "PGPORT", "port",
            "PGDATABASE", "dbname",
            "PGUSER", "user",
            "PGPASSWORD", "password",
            "PGPASSFILE", "passfile",
            "PGSSLMODE", "sslmode",
            "PGSSLROOTCERT", "sslrootcert",
            "PGCONNECT_TIMEOUT", "connect_timeout");

    private final Map<String, String> environment;
    private final Path home;

    /**
     * A parser for one process.
     *
     * @param environment the process environment
     * @param home the user's home folder, where {@code .pgpass} and {@code .pg_service.conf} are looked for
     */
    public TargetParser(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /** True for text that can only be a target, not a file name. */
    public static boolean looksLikeTarget(String text) {
        return text.startsWith("postgresql://") || text.startsWith("postgres://") || text.indexOf('=') > 0;
    }

    /**
     * Resolves what the user typed.
     *
     * @param text URI, {@code key=value} words, service name, or empty for the environment alone
     * @throws PgwrightException BAD_TARGET, never with the password in it
     */
    public Target parse(String text) {
        Map<String, String> words;
        if (text.startsWith("postgresql://") || text.startsWith("postgres://")) {
            words = uri(text.substring(text.indexOf("://") + 3));
        } else if (text.indexOf('=') > 0) {
            words = ConnectionWords.parse(text);
        } else {
            words = new LinkedHashMap<>();
            if (!text.isBlank()) {
                words.put("service", text);
            }
        }
        words.keySet().forEach(TargetParser::known);
        return resolve(words);
    }

    private static void known(String name) {
        if (!UNDERSTOOD.contains(name) && !PASSED_ON.contains(name) && !IGNORED.contains(name)) {
            throw bad("The connection parameter \"" + name + "\" is not known", "Remove it or correct its name.");
        }
    }

    private Target resolve(Map<String, String> words) {
        Map<String, String> all = new LinkedHashMap<>(words);
        String service = words.getOrDefault("service", environment.get("PGSERVICE"));
        if (service != null) {
            ServiceFile.read(service, environment, home).forEach(all::putIfAbsent);
        }
        VARIABLES.forEach((variable, name) -> {
            String value = environment.get(variable);
            if (value != null && !value.isEmpty()) {
                all.putIfAbsent(name, value);
            }
        });
        String user = all.getOrDefault("user", System.getProperty("user.name"));
        String database = all.getOrDefault("dbname", user);
        List<Target.Host> hosts = hosts(all.getOrDefault("hostaddr", all.getOrDefault("host", "localhost")), all);
        Map<String, String> options = new LinkedHashMap<>(all);
        options.keySet().retainAll(PASSED_ON);
        return new Target(hosts, database, user, password(all, hosts.get(0), database, user), options);
    }

    private @Nullable Secret password(Map<String, String> all, Target.Host host, String database, String user) {
        String given = all.get("password");
        if (given != null && !given.isEmpty()) {
            return new Secret(given);
        }
        String named = all.get("passfile");
        Path file = named == null ? home.resolve(".pgpass") : Path.of(named);
        return Files.isRegularFile(file) ? PasswordFile.find(file, host, database, user) : null;
    }

    private static List<Target.Host> hosts(String hostList, Map<String, String> all) {
        String[] names = hostList.split(",", -1);
        String[] ports = all.getOrDefault("port", "5432").split(",", -1);
        List<Target.Host> hosts = new ArrayList<>();
        for (int i = 0; i < names.length; i++) {
            if (names[i].startsWith("/") || names[i].startsWith("@")) {
                throw bad(
                        "The host \"" + names[i] + "\" is a Unix socket, which pgwright does not speak",
                        "Give host=localhost and the port instead.");
            }
            String port = ports.length == 1 ? ports[0] : i < ports.length ? ports[i] : "";
            hosts.add(new Target.Host(names[i].isEmpty() ? "localhost" : names[i], port(port)));
        }
        return hosts;
    }

    private static int port(String text) {
        if (text.isEmpty()) {
            return 5432;
        }
        try {
            int port = Integer.parseInt(text);
            if (port > 0 && port < 65536) {
                return port;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        // not quoted: it may be the beginning of a password that has a slash in it
        throw bad(
                "The port is not a number from 1 to 65535",
                "Correct the port; in a URI, write / @ : of a password as %2F %40 %3A.");
    }

    private static Map<String, String> uri(String text) {
        Map<String, String> words = new LinkedHashMap<>();
        int question = text.indexOf('?');
        String beforeQuery = question < 0 ? text : text.substring(0, question);
        int slash = beforeQuery.indexOf('/');
        String authority = slash < 0 ? beforeQuery : beforeQuery.substring(0, slash);
        if (slash >= 0 && slash + 1 < beforeQuery.length()) {
            words.put("dbname", decode(beforeQuery.substring(slash + 1)));
        }
        int at = authority.lastIndexOf('@');
        if (at >= 0) {
            String[] login = authority.substring(0, at).split(":", 2);
            if (!login[0].isEmpty()) {
                words.put("user", decode(login[0]));
            }
            if (login.length == 2) {
                words.put("password", decode(login[1]));
            }
        }
        addresses(authority.substring(at + 1), words);
        if (question >= 0) {
            query(text.substring(question + 1), words);
        }
        return words;
    }

    private static void addresses(String text, Map<String, String> words) {
        List<String> hosts = new ArrayList<>();
        List<String> ports = new ArrayList<>();
        for (String address : text.split(",", -1)) {
            int end = address.startsWith("[") ? address.indexOf(']') + 1 : 0;
            int colon = address.indexOf(':', end);
            String host = colon < 0 ? address : address.substring(0, colon);
            hosts.add(decode(host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host));
            ports.add(colon < 0 ? "" : address.substring(colon + 1));
        }
        if (!text.isEmpty()) {
            words.put("host", String.join(",", hosts));
            if (ports.stream().anyMatch(p -> !p.isEmpty())) {
                words.put("port", String.join(",", ports));
            }
        }
    }

    private static void query(String text, Map<String, String> words) {
        for (String pair : text.split("&")) {
            int equals = pair.indexOf('=');
            if (equals <= 0) {
                throw bad("The URI has a query parameter without a value", "Write it as name=value.");
            }
            String name = decode(pair.substring(0, equals));
            words.put(name.equals("ssl") ? "sslmode" : name, sslValue(name, decode(pair.substring(equals + 1))));
        }
    }

    private static String sslValue(String name, String value) {
        return name.equals("ssl") && value.equals("true") ? "require" : value;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw bad("The URI has a broken percent sequence", "Write % as %25.");
        }
    }

    static PgwrightException bad(String what, String advice) {
        return new PgwrightException(ErrorCode.BAD_TARGET, what, advice);
    }
}
