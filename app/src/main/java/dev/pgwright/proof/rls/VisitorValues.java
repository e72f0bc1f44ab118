package dev.pgwright.proof.rls;

import dev.pgwright.advice.rls.SessionUse;
import dev.pgwright.advice.rls.SessionUse.Holder;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Values that sessions may have: of the rows themselves, of the policies' constants, and such as nobody has. */
public final class VisitorValues {
    private static final int OF_A_COLUMN = 4;
    private static final int MOST = 9;
    /** Rows of a table that are looked through for kinds of users. */
    private static final int LOOKED_THROUGH = 200_000;

    private static final List<String> TEXTS = List.of("one", "two");
    private static final Map<String, List<String>> MADE_UP = Map.of(
            "uuid", List.of("11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"),
            "integer", List.of("1", "2"),
            "bigint", List.of("1", "2"),
            "text", TEXTS);
    private static final Map<String, String> STRANGERS = Map.of(
            "uuid", "99999999-9999-4999-8999-999999999999",
            "integer", "2000000011",
            "bigint", "9000000000000000011");

    private final Snapshot snapshot;

    public VisitorValues(Snapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** Values without a look at rows. */
    public List<Visitors.Values> madeUp(List<SessionUse> uses) {
        return uses.stream().map(this::madeUp).toList();
    }

    private Visitors.Values madeUp(SessionUse use) {
        String type = type(use);
        Map<String, String> labels = new LinkedHashMap<>();
        constants(use, labels);
        if (!use.columns().isEmpty() || labels.isEmpty()) {
            MADE_UP.getOrDefault(type, TEXTS).forEach(value -> labels.put(value, "user " + value));
        }
        return new Visitors.Values(use.source(), labels, type.equals("text"));
    }

    private static void constants(SessionUse use, Map<String, String> labels) {
        use.constants().stream().sorted().forEach(value -> labels.put(value, "\"" + value + "\" as claim"));
        if (!use.constants().isEmpty()) {
            labels.put("something else", "another claim");
        }
    }

    /** Values of the rows of a clone. */
    public List<Visitors.Values> of(Target clone, List<SessionUse> uses) {
        try (WriteSession session = WriteSession.open(clone)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            List<Visitors.Values> all = new ArrayList<>();
            for (SessionUse use : uses) {
                all.add(of(connection, use));
            }
            connection.rollback();
            return all;
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
    }

    private Visitors.Values of(Connection connection, SessionUse use) throws SQLException {
        Map<String, String> labels = new LinkedHashMap<>();
        for (Holder holder : use.columns()) {
            if (labels.size() < MOST) {
                for (String value : values(connection, holder)) {
                    labels.putIfAbsent(value, "a " + holder.column() + " of " + holder.table() + ", " + value);
                }
            }
        }
        String type = type(use);
        constants(use, labels);
        labels.putIfAbsent(STRANGERS.getOrDefault(type, "nobody of these"), "a stranger");
        return new Visitors.Values(use.source(), labels, type.equals("text"));
    }

    /** One of each kind: rows that differ in what is asked for beside the user. */
    private static List<String> values(Connection connection, Holder holder) throws SQLException {
        String column = Identifiers.quote(holder.column());
        String kinds = holder.beside().stream()
                .sorted()
                .map(name -> Identifiers.quote(name) + "::text")
                .collect(Collectors.joining(", "));
        String sql = "SELECT value FROM (SELECT DISTINCT ON (" + (kinds.isEmpty() ? "1" : kinds) + ") " + column
                + "::text AS value FROM (SELECT * FROM " + holder.table().sql() + " WHERE " + column
                + " IS NOT NULL LIMIT " + LOOKED_THROUGH + ") AS seen ORDER BY " + (kinds.isEmpty() ? "1" : kinds)
                + ") AS kinds ORDER BY pg_catalog.hashtext(value) LIMIT " + OF_A_COLUMN;
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private String type(SessionUse use) {
        return use.columns().stream()
                .flatMap(holder -> type(holder).stream())
                .map(type -> type.startsWith("character") || type.equals("name") ? "text" : type)
                .findFirst()
                .orElse("text");
    }

    private Optional<String> type(Holder holder) {
        return snapshot.relation(holder.table().schema(), holder.table().name()).stream()
                .flatMap(relation -> snapshot.columnsOf(relation.oid()).stream())
                .filter(column -> column.name().equals(holder.column()))
                .map(Column::type)
                .findFirst();
    }
}
