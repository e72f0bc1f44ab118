package dev.pgwright.twin;

import static dev.pgwright.postgres.Identifiers.literal;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.RoleSetting;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/**
 * The target's planner settings, as those of the twin's database: what the reading role got there, and what is fixed
 * for other roles. Written to pg_db_role_setting, where a list such as search_path is stored as it was typed.
 */
final class TwinSettings {
    private final Snapshot snapshot;

    TwinSettings(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    void apply(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            Set<String> known = known(statement);
            List<String> own = new ArrayList<>();
            for (Setting setting : snapshot.rows(Facts.SETTING)) {
                String value = setting.resetValue();
                if (known.contains(setting.name()) && value != null && !value.equals(setting.bootValue())) {
                    own.add(setting.name() + "=" + value);
                }
            }
            insert(statement, "0", own);
            Map<String, List<String>> byRole = new TreeMap<>();
            for (RoleSetting setting : snapshot.rows(Facts.ROLE_SETTING)) {
                if (concernsPlans(setting, known)) {
                    byRole.computeIfAbsent(String.valueOf(setting.role()), role -> new ArrayList<>())
                            .add(setting.name() + "=" + setting.value());
                }
            }
            for (Map.Entry<String, List<String>> role : byRole.entrySet()) {
                insert(
                        statement,
                        "(SELECT oid FROM pg_roles WHERE rolname = " + literal(role.getKey()) + ")",
                        role.getValue());
            }
        }
    }

    /** The database's own are in what the reading role gets. */
    private boolean concernsPlans(RoleSetting setting, Set<String> known) {
        String database = setting.database();
        return setting.role() != null
                && setting.value() != null
                && !Objects.equals(setting.role(), TwinServer.USER)
                && (database == null || database.equals(TwinServer.databaseName(snapshot)))
                && known.contains(setting.name());
    }

    private static Set<String> known(Statement statement) throws SQLException {
        Set<String> known = new HashSet<>();
        try (ResultSet rows = statement.executeQuery(TwinSql.load("settings"))) {
            while (rows.next()) {
                known.add(rows.getString(1));
            }
        }
        return known;
    }

    private static void insert(Statement statement, String role, List<String> settings) throws SQLException {
        if (!settings.isEmpty()) {
            List<String> quoted =
                    settings.stream().map(setting -> literal(setting)).toList();
            statement.execute("INSERT INTO pg_db_role_setting (setdatabase, setrole, setconfig) SELECT d.oid, r.oid,"
                    + " ARRAY[" + String.join(", ", quoted) + "] FROM pg_database AS d, (SELECT " + role
                    + " AS oid) AS r WHERE d.datname = current_database() AND r.oid IS NOT NULL");
        }
    }
}
