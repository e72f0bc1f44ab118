package dev.pgwright.change.verification;

import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetRoleSetting;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import dev.pgwright.snapshot.Trigger;
import dev.pgwright.snapshot.ViewDefinition;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Which statements may feel a change: those that name its table, something that reads or writes it, or a table bound to
 * it by a foreign key. Names are looked for as words, so a few statements too many are in it, and none too few but
 * those that build their SQL.
 *
 * @param names in lower case; null when every statement may feel it
 * @param role whose statements alone may feel it; null for every role
 */
public record Scope(@Nullable List<String> names, @Nullable String role) {
    /** Definitions that are followed: views of views, functions that call functions. */
    private static final int DEPTH = 4;

    public Scope {
        names = names == null ? null : List.copyOf(names);
    }

    /** Of an operation, with what the snapshot knows of the database's objects. */
    public static Scope of(Operation operation, Snapshot snapshot) {
        if (operation instanceof SetRoleSetting setting) {
            return new Scope(null, setting.role());
        }
        TableName table = operation.table();
        if (table == null) {
            return new Scope(null, null);
        }
        Set<String> names = new TreeSet<>(Set.of(lower(table.name())));
        for (Constraint key : snapshot.rows(Facts.CONSTRAINT)) {
            bind(names, table, key);
        }
        for (int depth = 0; depth < DEPTH && follow(names, snapshot); depth++) {
            // the next round finds what names what was found
        }
        return new Scope(List.copyOf(names), null);
    }

    private static void bind(Set<String> names, TableName table, Constraint key) {
        String from = key.relation();
        String to = key.referencedRelation();
        if (from != null && to != null && (from.equals(table.name()) || to.equals(table.name()))) {
            names.add(lower(from));
            names.add(lower(to));
        }
    }

    private static boolean follow(Set<String> names, Snapshot snapshot) {
        int before = names.size();
        Set<String> known = Set.copyOf(names);
        for (ViewDefinition view : snapshot.rows(Facts.VIEW_DEFINITION)) {
            if (view.query() == null || mentions(words(view.query()), known)) {
                names.add(lower(view.name()));
            }
        }
        for (Function function : snapshot.rows(Facts.FUNCTION)) {
            if (function.body() != null && mentions(words(function.body()), known)) {
                names.add(lower(function.name()));
            }
        }
        for (Trigger trigger : snapshot.rows(Facts.TRIGGER)) {
            if (known.contains(lower(trigger.function()))) {
                names.add(lower(trigger.relation()));
            }
        }
        return names.size() > before;
    }

    /** Whether the statement may feel the change. */
    boolean holds(Statement statement) {
        if (role != null && !role.equals(statement.role())) {
            return false;
        }
        String text = statement.query();
        return names == null || text == null || mentions(words(text), names);
    }

    private static boolean mentions(String words, Collection<String> names) {
        return names.stream().anyMatch(name -> words.contains(' ' + plain(name) + ' '));
    }

    /** The text's words with a space around each. */
    private static String words(String text) {
        return ' ' + plain(lower(text)) + ' ';
    }

    private static String plain(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}_$]+", " ").strip();
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
