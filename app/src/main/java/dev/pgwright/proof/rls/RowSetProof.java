package dev.pgwright.proof.rls;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.equivalence.GeneratedRows;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.twin.EmptyCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Shows that changes of policies let the same rows through to the same people: for reading, and what INSERT, UPDATE and
 * DELETE allow. Nothing stays: each comparison is a transaction that is rolled back.
 */
public final class RowSetProof {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final int MOST_DIFFERENCES = 4;
    private static final int MOST_ERRORS = 6;

    private final Snapshot snapshot;
    private final TableName table;
    private final boolean parts;
    private final List<Operation> changes;

    /**
     * A proof about one table.
     *
     * @param changes to its policies, functions and indexes, in their order
     */
    public RowSetProof(Snapshot snapshot, TableName table, List<Operation> changes) {
        this.snapshot = snapshot;
        this.table = table;
        this.changes = changes.stream()
                .filter(change -> !(change instanceof CreateIndex)) // an index changes no answer, and building it takes
                .toList();
        long oid = snapshot.relation(table.schema(), table.name())
                .map(Relation::oid)
                .orElse(0L);
        this.parts = snapshot.rows(dev.pgwright.snapshot.Facts.RELATION).stream()
                .anyMatch(relation -> relation.parentOids().contains(oid));
    }

    /**
     * What was found on one ground.
     *
     * @param rows decided about
     * @param sets of generated rows; 0 on a clone
     * @param complete every row was decided about
     * @param seen rows that anybody got before the changes, summed over all who asked; 0 where nothing had to be asked
     * @param asked conditions that differ by their texts, so that rows had to be asked about
     * @param differences empty when everybody gets the same
     * @param errors what fails alike before and after
     */
    public record Found(
            long rows,
            int sets,
            boolean complete,
            long seen,
            int asked,
            List<String> differences,
            List<String> errors) {
        public Found {
            differences = List.copyOf(differences);
            errors = List.copyOf(errors);
        }
    }

    /**
     * On the rows of a clone that nobody else uses.
     *
     * @param budget time for the asking before the changes, which may be slow: rows that are alike in all that the
     *     conditions read are asked about once, and where even these are too many, a part of them
     */
    public Found onClone(Target clone, List<Visitor> visitors, Duration budget) {
        try (WriteSession session = WriteSession.open(clone)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            try {
                Duel duel = new Duel(connection, table, parts, changes, visitors);
                duel.execute("SET LOCAL statement_timeout = " + LIMIT.toMillis());
                duel.grant();
                List<Duel.Pair> pairs = duel.pairs();
                Ground ground = Ground.of(connection, snapshot, table, pairs, new Ground.Pace(duel, visitors, budget));
                Set<String> differences = new LinkedHashSet<>();
                Set<String> errors = new LinkedHashSet<>();
                long seen = 0;
                for (Duel.Pair pair : pairs) {
                    seen += compare(duel, pair, visitors, ground.where(), differences, errors);
                }
                return new Found(
                        ground.rows(),
                        0,
                        ground.complete(),
                        seen,
                        pairs.size(),
                        List.copyOf(differences),
                        List.copyOf(errors));
            } finally {
                connection.rollback();
            }
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
    }

    /** On generated rows in a copy of the schema; it ends with the first set that shows a difference. */
    public Found onGenerated(EmptyCopy copy, List<Visitor> visitors, Set<String> claimed, long seed, int rounds) {
        List<String> texts = changes.stream()
                .flatMap(change -> change.apply().stream())
                .map(Step::sql)
                .toList();
        GeneratedRows generated = new GeneratedRows(snapshot, table, texts, claimed, seed, rounds);
        Set<String> errors = new LinkedHashSet<>();
        long seen = 0;
        try (Connection connection = copy.connect()) {
            connection.setAutoCommit(false);
            Duel duel = new Duel(connection, table, parts, changes, visitors);
            List<Duel.Pair> pairs = duel.pairs();
            for (int i = 0; i < generated.count() && !pairs.isEmpty(); i++) {
                generated.load(connection, i);
                duel.grant();
                Set<String> differences = new LinkedHashSet<>();
                for (Duel.Pair pair : pairs) {
                    seen += compare(duel, pair, visitors, "", differences, errors);
                }
                if (!differences.isEmpty()) {
                    return new Found(0, i + 1, true, seen, pairs.size(), List.copyOf(differences), List.copyOf(errors));
                }
            }
            connection.rollback();
            return new Found(0, generated.count(), true, seen, pairs.size(), List.of(), List.copyOf(errors));
        } catch (SQLException e) {
            throw WriteSession.error(copy.target(), e);
        }
    }

    /** The rows that all got before the changes. */
    private static long compare(
            Duel duel,
            Duel.Pair pair,
            List<Visitor> visitors,
            String where,
            Set<String> differences,
            Set<String> errors)
            throws SQLException {
        Duel.Answers answers = duel.ask(pair, where);
        for (int i = 0; i < visitors.size() && differences.size() < MOST_DIFFERENCES; i++) {
            String difference = duel.difference(pair, i, answers, where);
            if (difference != null) {
                differences.add(difference);
            }
            RowSet before = answers.before().get(i);
            RowSet after = answers.after().get(i);
            if (difference == null && (before.error() != null || after.error() != null)) {
                Visitor who = visitors.get(i);
                errors.add(who.role() + " (" + who.label() + ") gets an error "
                        + (before.error() == null
                                ? "after, no row before"
                                : after.error() == null ? "before, no row after" : "before and after")
                        + ": " + (before.message() == null ? after.message() : before.message()));
            }
        }
        return answers.before().stream().mapToLong(RowSet::count).sum();
    }

    /** Both grounds together. */
    public static Verdict verdict(List<Found> found, boolean symbolic, List<Visitor> visitors) {
        List<String> differences = new ArrayList<>();
        Set<String> errors = new LinkedHashSet<>();
        found.forEach(each -> {
            differences.addAll(each.differences());
            errors.addAll(each.errors());
        });
        boolean asked = found.stream().anyMatch(each -> each.asked() > 0);
        if (asked && !symbolic && found.stream().allMatch(each -> each.seen() == 0)) {
            differences.add("Nobody who asked got a row, before or after, so nothing could be compared.");
        }
        return new Verdict(
                differences.isEmpty(),
                symbolic,
                (int) visitors.stream().map(Visitor::role).distinct().count(),
                (int) visitors.stream().map(Visitor::label).distinct().count(),
                found.stream().mapToLong(Found::rows).sum(),
                found.stream().mapToInt(Found::sets).sum(),
                found.stream().allMatch(Found::complete),
                differences,
                errors.stream().limit(MOST_ERRORS).toList());
    }
}
