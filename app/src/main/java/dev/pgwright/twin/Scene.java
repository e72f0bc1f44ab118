package dev.pgwright.twin;

import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * In what a what-if differs from the twin as it stands.
 *
 * @param shown names of candidates that are there
 * @param hidden qualified names of existing indexes that are gone
 * @param changes statements that run before, such as {@code ALTER POLICY}; taken back afterwards
 * @param settings settings for the statement alone, such as {@code work_mem} or {@code request.jwt.claims}
 * @param setUp last commands before the statement, such as those of {@link PlanningRole}; empty for none
 */
public record Scene(
        Set<String> shown, Set<TableName> hidden, List<String> changes, Map<String, String> settings, String setUp) {
    /** The twin as it stands. */
    public static final Scene AS_IT_IS = new Scene(Set.of(), Set.of(), List.of(), Map.of(), "");

    public Scene {
        shown = Set.copyOf(shown);
        hidden = Set.copyOf(hidden);
        changes = List.copyOf(changes);
        settings = Map.copyOf(settings);
    }

    /** Exactly these candidates. */
    public static Scene showing(Set<String> candidates) {
        return AS_IT_IS.withShown(candidates);
    }

    public Scene withShown(Set<String> candidates) {
        return new Scene(candidates, hidden, changes, settings, setUp);
    }

    public Scene withHidden(Set<TableName> indexes) {
        return new Scene(shown, indexes, changes, settings, setUp);
    }

    /** One more statement that runs before. */
    public Scene after(String change) {
        List<String> all = new ArrayList<>(changes);
        all.add(change);
        return new Scene(shown, hidden, all, settings, setUp);
    }

    /** A partitioned form in the place of its table; {@link WhatIfIndexes#partition} built it. */
    public Scene withPartitioned(WhatIfPartitioning partitioned) {
        List<String> all = new ArrayList<>(changes);
        all.addAll(partitioned.changes());
        return new Scene(shown, hidden, all, settings, setUp);
    }

    public Scene with(String setting, String value) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(setting, value);
        return new Scene(shown, hidden, changes, all, setUp);
    }

    /** With the commands that make the transaction plan as somebody. */
    public Scene as(String commands) {
        return new Scene(shown, hidden, changes, settings, commands);
    }

    /** What sets the scene inside a transaction, after the indexes are switched. */
    String preparation() {
        StringBuilder sql = new StringBuilder();
        changes.forEach(change -> sql.append(change).append(";\n")); // a line comment may end it
        new TreeMap<>(settings)
                .forEach((name, value) -> sql.append("SELECT set_config(")
                        .append(Identifiers.literal(name))
                        .append(", ")
                        .append(Identifiers.literal(value))
                        .append(", true); "));
        return sql.append("SAVEPOINT pgwright; ").append(setUpCommand()).toString();
    }

    /** The last commands before the statement. */
    String setUpCommand() {
        return setUp.isEmpty() ? "" : setUp + "; ";
    }
}
