package dev.pgwright.proof.rls;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.proof.rls.Lens.Access;
import dev.pgwright.proof.rls.Lens.Stored;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Array;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compares who may reach which rows of a table before and after changes, in one open transaction of a superuser. What
 * it does there is taken back to savepoints.
 */
final class Duel {
    private static final int EXAMPLES = 3;
    /** Places that are looked through for an example. */
    private static final int LOOKED_THROUGH = 200_000;

    private static final String POLICIES = resource("policies.sql");

    private final Connection connection;
    private final TableName table;
    private final List<String> changes;
    private final List<Visitor> visitors;
    private final Asker asker;
    private final String searchPath;

    /** Both sides' conditions about one kind of access. */
    record Pair(Lens before, Lens after) {}

    Duel(Connection connection, TableName table, boolean parts, List<Operation> changes, List<Visitor> visitors)
            throws SQLException {
        this.connection = connection;
        this.table = table;
        this.changes = changes.stream()
                .flatMap(change -> change.apply().stream())
                .map(Step::sql)
                .map(sql -> sql.replaceFirst("^(CREATE (?:UNIQUE )?INDEX) CONCURRENTLY", "$1"))
                .toList();
        this.visitors = visitors;
        this.asker = new Asker(connection, table, parts, visitors);
        this.searchPath = text("SELECT pg_catalog.current_setting('search_path')");
    }

    private static String resource(String name) {
        try (InputStream file = Duel.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException(name + " is missing");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String text(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return String.valueOf(row.getString(1));
        }
    }

    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // braces and question marks belong to PostgreSQL
            statement.execute(sql);
        }
    }

    /** Everybody who asks may read the table and reach it: what is compared is what policies say. */
    void grant() throws SQLException {
        for (String role : visitors.stream().map(Visitor::role).distinct().toList()) {
            execute("GRANT SELECT ON " + table.sql() + " TO " + Identifiers.quote(role) + "; GRANT USAGE ON SCHEMA "
                    + Identifiers.quote(table.schema()) + " TO " + Identifiers.quote(role));
        }
    }

    /** Conditions that the changes change, each pair once. */
    List<Pair> pairs() throws SQLException {
        Map<Access, Lens> before = lenses(List.of());
        Map<Access, Lens> after = lenses(changes);
        List<Pair> found = new ArrayList<>();
        for (Access access : Access.values()) {
            Pair pair = new Pair(Objects.requireNonNull(before.get(access)), Objects.requireNonNull(after.get(access)));
            boolean known = found.stream()
                    .anyMatch(p -> p.before().isSame(pair.before()) && p.after().isSame(pair.after()));
            if (!pair.before().isSame(pair.after()) && !known) {
                found.add(pair);
            }
        }
        return found;
    }

    private Map<Access, Lens> lenses(List<String> first) throws SQLException {
        execute("SAVEPOINT pgwright_lens");
        try {
            for (String sql : first) {
                execute(sql);
            }
            execute("SET LOCAL search_path = pg_catalog");
            List<Stored> stored = new ArrayList<>();
            boolean enabled = false;
            try (Statement statement = connection.createStatement();
                    ResultSet row =
                            statement.executeQuery(POLICIES.replace(":table", Identifiers.literal(table.sql())))) {
                while (row.next()) {
                    enabled = row.getBoolean("enabled");
                    if (row.getString("name") != null) {
                        stored.add(stored(row));
                    }
                }
            }
            Map<Access, Lens> lenses = new LinkedHashMap<>();
            for (Access access : Access.values()) {
                lenses.put(access, Lens.of(access, enabled, stored));
            }
            return lenses;
        } finally {
            execute("ROLLBACK TO SAVEPOINT pgwright_lens; RELEASE SAVEPOINT pgwright_lens");
        }
    }

    private static Stored stored(ResultSet row) throws SQLException {
        Array roles = row.getArray("roles");
        return new Stored(
                row.getString("name"),
                row.getString("command"),
                row.getBoolean("permissive"),
                Arrays.asList((String[]) roles.getArray()),
                row.getString("using"),
                row.getString("check"));
    }

    /** The answers of both sides, in the order of the visitors. */
    record Answers(List<RowSet> before, List<RowSet> after) {}

    /** What everybody gets on both sides. */
    Answers ask(Pair pair, String where) throws SQLException {
        return new Answers(
                side(pair, false, () -> asker.ask(visitors, where)),
                side(pair, true, () -> asker.ask(visitors, where)));
    }

    /** What some get before. */
    List<RowSet> before(Pair pair, List<Visitor> some, String where) throws SQLException {
        return side(pair, false, () -> asker.ask(some, where));
    }

    private interface Question<T> {
        T ask() throws SQLException;
    }

    private <T> T side(Pair pair, boolean after, Question<T> question) throws SQLException {
        execute("SAVEPOINT pgwright_side");
        try {
            if (after) {
                for (String sql : changes) {
                    execute(sql);
                }
            }
            Lens lens = after ? pair.after() : pair.before();
            if (lens.access() != Access.VISIBLE) {
                List<String> names =
                        Stream.concat(names().stream(), Stream.<String>of()).toList();
                for (String sql : lens.statements(table, names)) {
                    execute(sql);
                }
            }
            execute("SET LOCAL search_path = " + searchPath);
            return question.ask();
        } finally {
            execute("ROLLBACK TO SAVEPOINT pgwright_side; RELEASE SAVEPOINT pgwright_side");
        }
    }

    private List<String> names() throws SQLException {
        List<String> names = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT polname FROM pg_catalog.pg_policy WHERE polrelid = pg_catalog.to_regclass("
                                + Identifiers.literal(table.sql()) + ")")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }

    /** What one visitor's difference looks like; null when there is none. */
    @Nullable
    String difference(Pair pair, int visitor, Answers answers, String where) throws SQLException {
        RowSet before = answers.before().get(visitor);
        RowSet after = answers.after().get(visitor);
        if (before.isSame(after)) {
            return null;
        }
        Visitor who = visitors.get(visitor);
        String words =
                pair.before().access().words() + " on " + table + " as " + who.role() + " (" + who.label() + "): ";
        if (before.error() != null || after.error() != null) {
            return words + said(before) + " before, " + said(after) + " after.";
        }
        Set<String> first = side(pair, false, () -> asker.places(who, where, LOOKED_THROUGH));
        Set<String> second = side(pair, true, () -> asker.places(who, where, LOOKED_THROUGH));
        return words + said(before) + " before, " + said(after) + " after." + rows(" Only before: ", first, second)
                + rows(" Only after: ", second, first);
    }

    private static String said(RowSet set) {
        return set.error() == null ? set.count() + " rows" : "the error " + set.error() + " (" + set.message() + ")";
    }

    private String rows(String title, Set<String> some, Set<String> others) throws SQLException {
        Set<String> only = new LinkedHashSet<>(some);
        only.removeAll(others);
        List<String> texts = new ArrayList<>();
        for (String place : only.stream().limit(EXAMPLES).toList()) {
            texts.add(asker.row(place));
        }
        return texts.isEmpty() ? "" : title + String.join(", ", texts) + (only.size() > EXAMPLES ? ", ..." : "") + ".";
    }
}
