package dev.pgwright.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The list of built-in functions is what a server says of itself. */
class BuiltinFunctionsTest {
    private static final String SELECT = """
            SELECT CASE WHEN bool_or(prokind IN ('a', 'w')) THEN 'aggregate'
                WHEN bool_or(provolatile = 'v') THEN 'volatile' ELSE 'stable' END || ' ' || proname
            FROM pg_proc
            WHERE pronamespace = 'pg_catalog'::regnamespace AND (prokind IN ('a', 'w') OR provolatile <> 'i')
                AND prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype,
                    'void'::regtype, 'cstring'::regtype)
                AND NOT 'internal'::regtype = ANY (proargtypes) AND NOT 'cstring'::regtype = ANY (proargtypes)
            GROUP BY proname
            ORDER BY proname COLLATE "C"
            """;

    @Test
    void theListIsTheServers() throws IOException {
        List<String> listed;
        try (InputStream file = BuiltinFunctions.class.getResourceAsStream("builtin_functions.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            listed = text.lines().filter(line -> !line.startsWith("#")).toList();
        }
        assertThat(listed).isEqualTo(onServer());
    }

    private static List<String> onServer() {
        try (LocalPostgres server =
                        LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard());
                Session session = Session.open(new TargetParser(Map.of(), Path.of(System.getProperty("user.home")))
                        .parse(server.uri("postgres")))) {
            return session.read(connection -> {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery(SELECT)) {
                    List<String> names = new ArrayList<>();
                    while (rows.next()) {
                        names.add(rows.getString(1));
                    }
                    return names;
                }
            });
        }
    }
}
