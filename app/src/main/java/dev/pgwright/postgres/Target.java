package dev.pgwright.postgres;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A database to work on, resolved from what the user typed, {@code PG*} variables, service file and password file.
 *
 * @param hosts in the order to be tried
 * @param options libpq connection parameters that pgwright passes on, such as {@code sslmode}
 */
public record Target(
        List<Host> hosts,
        String database,
        String user,
        @Nullable Secret password,
        Map<String, String> options) {

    public Target {
        hosts = List.copyOf(hosts);
        options = Map.copyOf(options);
    }

    /** One server address. */
    public record Host(String name, int port) {
        @Override
        public String toString() {
            return (name.indexOf(':') >= 0 ? "[" + name + "]" : name) + ":" + port;
        }
    }

    /** The same server and user, another database. */
    public Target withDatabase(String other) {
        return new Target(hosts, other, user, password, options);
    }

    /** For people and logs: a URI without the password. */
    public String describe() {
        return "postgresql://" + user + "@" + addresses() + "/" + database;
    }

    String addresses() {
        return hosts.stream().map(Host::toString).collect(Collectors.joining(","));
    }
}
