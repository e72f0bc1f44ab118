package dev.pgwright.proof.equivalence;

import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.ReplaceObject;
import dev.pgwright.operation.Step;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.sql.SqlText;
import dev.pgwright.twin.EmptyCopy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Shows that two queries answer alike: on generated rows in a copy of the schema, and on the rows of a clone. Nothing
 * stays: every comparison is a transaction that is rolled back.
 */
public final class EquivalenceProof {
    private static final Duration ON_COPY = Duration.ofSeconds(5);
    private static final Duration ON_CLONE = Duration.ofSeconds(60);
    /** Attempts to make the rows that show a difference fewer. */
    private static final int SHRINKS = 200;

    private final Snapshot snapshot;
    private final long seed;
    private final int rounds;

    /**
     * A proof over a schema.
     *
     * @param seed the same one gives the same rows
     * @param rounds how often every shape of rows is made; 3 is a good measure
     */
    public EquivalenceProof(Snapshot snapshot, long seed, int rounds) {
        this.snapshot = snapshot;
        this.seed = seed;
        this.rounds = rounds;
    }

    /** Compares on generated rows; {@code copy} is one of the same snapshot. */
    public Equivalence onEdgeRows(EmptyCopy copy, Side before, Side after) {
        try (Connection connection = copy.connect()) {
            Optional<String> obstacle = new Obstacles(snapshot).of(connection, before, after);
            if (obstacle.isPresent()) {
                return new Equivalence.CouldNotTell(obstacle.get());
            }
            connection.setAutoCommit(false);
            return new EdgeRun(connection, before, after).run();
        } catch (SQLException e) {
            throw WriteSession.error(copy.target(), e);
        }
    }

    /**
     * Compares the rows of a table that somebody sees before and after changes of policies, functions or views, on
     * generated rows.
     *
     * @param role who looks
     * @param claims JSON of {@code request.jwt.claims}; null for none
     */
    public Equivalence visibleRows(
            EmptyCopy copy, TableName table, String role, @Nullable String claims, List<Operation> changes) {
        Side before = Side.of("SELECT * FROM " + table.sql()).as(role, claims);
        return onEdgeRows(copy, before, before.after(statements(changes)));
    }

    /**
     * Compares what a view or materialized view gives before and after its replacement, on generated rows; empty for
     * other objects, which answer no query by themselves.
     */
    public Optional<Equivalence> replaced(EmptyCopy copy, ReplaceObject change) {
        DatabaseObject object = change.replaced();
        return switch (object.type()) {
            case VIEW -> {
                Side before = Side.of("SELECT * FROM "
                        + new TableName(Objects.requireNonNullElse(object.schema(), "public"), object.name()).sql());
                yield Optional.of(onEdgeRows(copy, before, before.after(statements(List.of(change)))));
            }
            case MATERIALIZED_VIEW ->
                Optional.of(onEdgeRows(copy, Side.of(query(change.before())), Side.of(query(change.after()))));
            case POLICY, FUNCTION, STATISTICS, PUBLICATION -> Optional.empty();
        };
    }

    private static List<String> statements(List<Operation> changes) {
        return changes.stream()
                .flatMap(change -> change.apply().stream())
                .map(Step::sql)
                .toList();
    }

    /** The query behind CREATE MATERIALIZED VIEW ... AS. */
    private static String query(List<String> definition) {
        ObjectNode tree =
                (ObjectNode) SqlText.parser().parse(definition.get(0)).tree().deepCopy();
        ObjectNode statement = (ObjectNode) tree.path("stmts").path(0);
        statement.set("stmt", statement.path("stmt").path("CreateTableAsStmt").path("query"));
        return SqlText.parser().deparse(tree);
    }

    /** Compares on the rows of a clone, which is a database that nobody else uses. */
    public Equivalence onClone(Target clone, Side before, Side after) {
        try (WriteSession session = WriteSession.open(clone)) {
            Connection connection = session.connection();
            Optional<String> obstacle = new Obstacles(snapshot).of(connection, before, after);
            if (obstacle.isPresent()) {
                return new Equivalence.CouldNotTell(obstacle.get());
            }
            connection.setAutoCommit(false);
            return cloned(connection, before, after);
        } catch (SQLException e) {
            throw WriteSession.error(clone, e);
        }
    }

    /** Both together: a difference on either counts, and what one could not tell the other may. */
    public static Equivalence both(Equivalence first, Equivalence second) {
        if (first instanceof Equivalence.Different || second instanceof Equivalence.CouldNotTell) {
            return first;
        }
        if (first instanceof Equivalence.Equal one && second instanceof Equivalence.Equal two) {
            return new Equivalence.Equal(
                    one.rows() + two.rows(),
                    one.variants() + two.variants(),
                    one.notDetermined() + two.notDetermined());
        }
        return second;
    }

    private static Duel.Answers answers(Connection connection, Asking first, Asking second, String planner)
            throws SQLException {
        return new Duel.Answers(
                first.ask(connection, planner), second.ask(connection, planner), first.askAll(connection, planner));
    }

    private static boolean orderMatters(Side... sides) {
        SqlFacts facts = new SqlFacts();
        for (Side side : sides) {
            facts.add(side.sql());
            side.setUp().forEach(facts::add);
        }
        return facts.orderMatters;
    }

    private static Equivalence cloned(Connection connection, Side before, Side after) throws SQLException {
        Asking first = new Asking(before, ON_CLONE);
        Asking second = new Asking(after, ON_CLONE);
        Duel.Ground ground = new Duel.Ground() {
            @Override
            public Duel.Answers ask(int order, String planner) throws SQLException {
                try {
                    return answers(connection, first, second, planner);
                } finally {
                    connection.rollback();
                }
            }

            @Override
            public boolean canMix() {
                return false;
            }
        };
        Verdict verdict = new Verdict(first.sorts() && !second.sorts());
        verdict.add(new Duel(orderMatters(before, after), first.sorts(), first.offset()).compare(ground));
        return verdict.get();
    }

    /** One comparison on a connection to the copy. */
    private final class EdgeRun {
        private final Connection connection;
        private final List<EdgeTable> tables;
        private final Loader loader;
        private final Asking first;
        private final Asking second;
        private final Duel duel;

        private EdgeRun(Connection connection, Side before, Side after) {
            this.connection = connection;
            SqlFacts facts = Obstacles.facts(before, after);
            UsedTables used = UsedTables.of(snapshot, facts, before.role());
            boolean orderMatters = facts.orderMatters;
            this.tables = used.inOrder().stream()
                    .map(relation -> EdgeTable.of(snapshot, relation, facts))
                    .toList();
            this.loader = new Loader(tables, used.materializedViews());
            this.first = new Asking(before, ON_COPY);
            this.second = new Asking(after, ON_COPY);
            this.duel = new Duel(orderMatters, first.sorts(), first.offset());
        }

        private Equivalence run() throws SQLException {
            Verdict verdict = new Verdict(first.sorts() && !second.sorts());
            EdgeRows rows = new EdgeRows(tables, seed);
            for (int i = 0; i < rows.count(rounds); i++) {
                Interruption.check();
                DataSet accepted = generated(rows, i);
                Duel.Outcome outcome = compare(accepted);
                if (outcome instanceof Duel.Other other) {
                    return shrunk(accepted, other.difference());
                }
                verdict.add(outcome);
            }
            return verdict.get();
        }

        private DataSet generated(EdgeRows rows, int number) throws SQLException {
            try {
                return rows.next(number, (table, row) -> loader.take(connection, table, row));
            } finally {
                connection.rollback();
            }
        }

        private DataSet accepted(DataSet wanted) throws SQLException {
            try {
                return loader.accepted(connection, wanted);
            } finally {
                connection.rollback();
            }
        }

        private Duel.Outcome compare(DataSet data) throws SQLException {
            return duel.compare(new Duel.Ground() {
                @Override
                public Duel.Answers ask(int order, String planner) throws SQLException {
                    try {
                        loader.load(connection, data, order);
                        return answers(connection, first, second, planner);
                    } finally {
                        connection.rollback();
                    }
                }

                @Override
                public boolean canMix() {
                    return true;
                }
            });
        }

        /** Takes rows away, many at first, as long as a difference stays. */
        private Equivalence shrunk(DataSet data, Equivalence.Different difference) throws SQLException {
            DataSet smallest = data;
            Equivalence.Different shown = difference;
            int attempts = 0;
            for (int step = Math.max(1, data.size() / 2); step >= 1; step /= 2) {
                for (EdgeTable table : tables) {
                    for (int from = 0; from < smallest.of(table.name()).size() && attempts < SHRINKS; ) {
                        attempts++;
                        int to = Math.min(from + step, smallest.of(table.name()).size());
                        DataSet fewer = accepted(smallest.without(table.name(), from, to));
                        if (compare(fewer) instanceof Duel.Other still) {
                            smallest = fewer;
                            shown = still.difference();
                        } else {
                            from = to;
                        }
                    }
                }
            }
            return new Equivalence.Different(
                    shown.reason(), shown.onlyBefore(), shown.onlyAfter(), statements(smallest));
        }

        private List<String> statements(DataSet data) {
            List<String> all = new ArrayList<>();
            for (EdgeTable table : tables) {
                TableName name = table.name();
                if (!data.of(name).isEmpty()) {
                    all.add(table.insert()
                            + String.join(
                                    ", ", data.of(name).stream().map(table::row).toList()));
                }
            }
            return all;
        }
    }
}
