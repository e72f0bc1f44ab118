package dev.pgwright.postgres;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How a client program finds a target: by libpq's variables (documentation, "Environment Variables"), never by its
 * command line, which everybody on the machine can read.
 */
public final class LibpqEnvironment {
    private static final Map<String, String> VARIABLES = Map.of(
            "sslmode", "PGSSLMODE",
            "sslrootcert", "PGSSLROOTCERT",
            "sslcert", "PGSSLCERT",
            "sslkey", "PGSSLKEY",
            "sslnegotiation", "PGSSLNEGOTIATION",
            "channel_binding", "PGCHANNELBINDING",
            "gssencmode", "PGGSSENCMODE",
            "krbsrvname", "PGKRBSRVNAME",
            "connect_timeout", "PGCONNECT_TIMEOUT",
            "target_session_attrs", "PGTARGETSESSIONATTRS");

    private LibpqEnvironment() {}

    /** Replaces what the environment says of servers by this target. */
    public static void set(Map<String, String> environment, Target target) {
        environment.keySet().removeIf(name -> name.startsWith("PG"));
        environment.putAll(of(target));
    }

    private static Map<String, String> of(Target target) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("PGHOST", target.hosts().stream().map(Target.Host::name).collect(Collectors.joining(",")));
        variables.put(
                "PGPORT",
                target.hosts().stream().map(host -> String.valueOf(host.port())).collect(Collectors.joining(",")));
        variables.put("PGDATABASE", target.database());
        variables.put("PGUSER", target.user());
        Secret password = target.password();
        if (password != null) {
            variables.put("PGPASSWORD", password.reveal());
        }
        VARIABLES.forEach((option, variable) -> {
            String value = target.options().get(option);
            if (value != null) {
                variables.put(variable, value);
            }
        });
        return variables;
    }
}
