package dev.pgwright.twin;

import dev.pgwright.snapshot.Snapshot;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes a snapshot's objects on a local server in an order in which each finds what it needs: first what rows need,
 * then what is faster made over rows.
 */
final class SchemaObjects {
    private final Snapshot snapshot;
    private final Connection connection;
    private final DdlRunner runner;
    private final List<TwinGap> gaps;
    private List<Ddl> left = List.of();

    SchemaObjects(Snapshot snapshot, Connection connection, DdlRunner runner, List<TwinGap> gaps) {
        this.snapshot = snapshot;
        this.connection = connection;
        this.runner = runner;
        this.gaps = gaps;
    }

    /** Roles, types, functions and empty tables; the stand-ins among the types. */
    StandIns tables() throws SQLException {
        TypeDdl types = new TypeDdl(snapshot);
        runner.run(DdlRunner.concat(new RoleDdl(snapshot).roles(), types.schemas(), types.extensions()));
        StandIns standIns = new StandIns(snapshot, extensions());
        Set<Ddl> failed = runner.attempt(standIns.definitions()).keySet();
        runner.attempt(failed.stream().map(StandIns::simpler).toList());
        gaps.addAll(standIns.gaps());
        TableDdl tables = new TableDdl(snapshot, standIns);
        List<Ddl> needed = DdlRunner.concat(
                types.types(), types.definitions(), tables.sequences(), new FunctionDdl(snapshot).functions());
        List<Ddl> rest = List.copyOf(runner.attempt(needed).keySet());
        List<Ddl> create = tables.create();
        Set<Ddl> unmade = runner.attempt(DdlRunner.concat(create, rest)).keySet();
        runner.run(create.stream().filter(unmade::contains).toList());
        runner.run(DdlRunner.concat(tables.joins(), tables.uncheckedChecks()));
        left = rest.stream().filter(unmade::contains).toList();
        gaps.addAll(tables.gaps());
        return standIns;
    }

    /**
     * Indexes, constraints, views, policies, triggers and rights.
     *
     * @param indexes the snapshot's indexes, as {@link ConstraintDdl#indexes()} has them
     * @param furtherTriggers besides those without which a view takes no rows
     */
    void rest(List<Ddl> indexes, List<Ddl> furtherTriggers) {
        RoleDdl roles = new RoleDdl(snapshot);
        ConstraintDdl constraints = new ConstraintDdl(snapshot);
        ViewDdl views = new ViewDdl(snapshot);
        runner.run(indexes);
        runner.run(DdlRunner.concat(
                constraints.attachments(), left, views.views(), constraints.foreignKeys(), views.statisticsObjects()));
        runner.run(DdlRunner.concat(views.policies(), views.triggers(), furtherTriggers));
        runner.run(DdlRunner.concat(roles.memberships(), views.owners(), roles.grants()));
        gaps.addAll(UnknownFacts.gaps(snapshot));
    }

    private Set<String> extensions() throws SQLException {
        Set<String> names = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT extname FROM pg_extension")) {
            while (rows.next()) {
                names.add(rows.getString(1));
            }
        }
        return names;
    }
}
