package dev.pgwright.proof.equivalence;

import static java.util.stream.Collectors.toMap;

import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.snapshot.Constraint;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.ViewDefinition;
import dev.pgwright.sql.SearchPath;
import dev.pgwright.twin.EmptyCopy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The tables that two queries read: named by them, behind views, in policies and functions, and those that rows refer
 * to. What these texts name on the way (constants above all) is collected, too.
 */
final class UsedTables {
    private static final Pattern WORD = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_$]*");

    private static final Set<String> WRITING = Set.of("insert", "update", "delete", "merge", "execute", "truncate");

    private final Snapshot snapshot;
    private final SqlFacts facts;
    private final List<String> searchPath;
    private final Map<Long, ViewDefinition> views;
    private final Set<String> functionsDone = new HashSet<>();
    private final Map<Long, Relation> tables = new LinkedHashMap<>();
    private final Map<Long, ViewDefinition> materialized = new LinkedHashMap<>();
    private final Deque<Relation> open = new ArrayDeque<>();
    private final Set<Long> seen = new HashSet<>();

    private UsedTables(Snapshot snapshot, SqlFacts facts, @Nullable String role) {
        this.snapshot = snapshot;
        this.facts = facts;
        this.searchPath =
                SearchPath.of(snapshot, role == null ? snapshot.server().role() : role);
        this.views = snapshot.rows(Facts.VIEW_DEFINITION).stream()
                .collect(toMap(ViewDefinition::relationOid, view -> view, (a, b) -> a));
    }

    /** Follows what the facts name, and adds to them what is found on the way. */
    static UsedTables of(Snapshot snapshot, SqlFacts facts, @Nullable String role) {
        UsedTables used = new UsedTables(snapshot, facts, role);
        used.follow();
        return used;
    }

    private void follow() {
        int size = -1;
        while (size != facts.relations.size() + facts.functions.size() + seen.size()) {
            size = facts.relations.size() + facts.functions.size() + seen.size();
            for (SqlFacts.Name name : List.copyOf(facts.relations)) {
                resolve(name).ifPresent(this::enter);
            }
            for (String function : List.copyOf(facts.functions)) {
                if (functionsDone.add(function)) {
                    functionBody(function);
                }
            }
            while (!open.isEmpty()) {
                visit(open.pop());
            }
        }
    }

    private Optional<Relation> resolve(SqlFacts.Name name) {
        if (name.schema() != null) {
            return snapshot.relation(name.schema(), name.name());
        }
        return searchPath.stream()
                .flatMap(schema -> snapshot.relation(schema, name.name()).stream())
                .findFirst();
    }

    private void enter(Relation relation) {
        if (seen.add(relation.oid())) {
            open.push(relation);
        }
    }

    private void visit(Relation relation) {
        @Nullable ViewDefinition view = views.get(relation.oid());
        if (view != null) {
            addText(view.query());
            if (view.materialized()) {
                materialized.put(relation.oid(), view);
            }
            return;
        }
        if (relation.partition()) {
            relation.parentOids().forEach(oid -> snapshot.relation(oid).ifPresent(this::enter));
            return; // rows find their partition themselves
        }
        if (EmptyCopy.isTable(relation)) {
            tables.put(relation.oid(), relation);
            snapshot.policiesOf(relation.oid()).forEach(policy -> {
                addExpression(policy.usingExpression());
                policy.references().forEach(oid -> snapshot.relation(oid).ifPresent(this::enter));
            });
            for (Constraint constraint : snapshot.constraintsOf(relation.oid())) {
                constraint(constraint);
            }
        }
    }

    private void constraint(Constraint constraint) {
        if (constraint.type() == Constraint.Type.CHECK && constraint.definition() != null) {
            addExpression(constraint
                    .definition()
                    .replaceFirst("^CHECK ", "")
                    .replaceFirst("( NO INHERIT| NOT VALID| NOT ENFORCED)+$", ""));
        }
        Long referenced = constraint.referencedOid();
        if (constraint.type() == Constraint.Type.FOREIGN_KEY && referenced != null) {
            snapshot.relation(referenced).ifPresent(this::enter);
        }
    }

    private void addExpression(@Nullable String expression) {
        addText(expression == null ? null : "SELECT " + expression);
    }

    private void addText(@Nullable String sql) {
        if (sql != null) {
            try {
                // only names and constants of these count: a view may sort without the query relying on it
                facts.add(sql);
            } catch (PgQueryException e) {
                // a text that cannot be read names nothing: its constants are not among the values then
            }
        }
    }

    private void functionBody(String name) {
        for (Function function : snapshot.rows(Facts.FUNCTION)) {
            if (function.name().equals(name) && function.body() != null && function.extension() == null) {
                if (function.language().equals("sql")) {
                    addText(function.body());
                } else {
                    words(function.body());
                }
            }
        }
    }

    /** Another language's text: whatever word of it is a table's name. */
    private void words(String body) {
        Set<String> words = new LinkedHashSet<>();
        WORD.matcher(body).results().forEach(word -> words.add(word.group().toLowerCase(Locale.ROOT)));
        facts.functions.addAll(words); // any of them may be a call
        facts.writes |= !Collections.disjoint(words, WRITING);
        for (Relation relation : snapshot.rows(Facts.RELATION)) {
            if (words.contains(relation.name()) && EmptyCopy.isTable(relation)) {
                enter(relation);
            }
        }
    }

    /** Tables that take rows, those that others refer to first. */
    List<Relation> inOrder() {
        List<Relation> done = new ArrayList<>();
        Set<Long> begun = new HashSet<>();
        tables.values().forEach(table -> add(table, begun, done));
        return done;
    }

    private void add(Relation table, Set<Long> begun, List<Relation> done) {
        if (!begun.add(table.oid())) {
            return; // done, or a circle of references
        }
        for (Constraint key : snapshot.constraintsOf(table.oid())) {
            Long referenced = key.referencedOid();
            @Nullable Relation parent = referenced == null ? null : tables.get(referenced);
            if (parent != null) {
                add(parent, begun, done);
            }
        }
        done.add(table);
    }

    /** Materialized views, to be filled by their queries; those that others read first. */
    List<ViewDefinition> materializedViews() {
        List<ViewDefinition> all = new ArrayList<>(materialized.values());
        Collections.reverse(all); // they were found from the query downwards
        return all;
    }
}
