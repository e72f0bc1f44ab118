package dev.pgwright.batch.score;

import dev.pgwright.operation.CreateMaterializedView;
import dev.pgwright.operation.CreateObject;
import dev.pgwright.operation.DatabaseObject;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** What a description gives to those who stay in the database: a function, a cache, triggers. */
public final class ScoreObjects {
    private final Target target;
    private final ScoreSpec spec;
    private final String label;

    public ScoreObjects(Target target, ScoreSpec spec, String label) {
        this.target = target;
        this.spec = spec;
        this.label = label;
    }

    /** A function of a user's id that scores him at the moment of the call, with the integers of the engines. */
    public CreateObject function() {
        try (Session session = Session.open(target)) {
            return session.read(connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, label);
                String asOf = spec.asOf() == null ? "now()" : Identifiers.literal(spec.asOf());
                return function(new SqlEngine(new ScoreSql(spec, types, asOf)), types);
            });
        }
    }

    private CreateObject function(SqlEngine engine, ColumnTypes types) {
        String user = types.of(spec.users().from(), spec.users().id());
        String item = types.of(spec.items().from(), spec.items().id());
        TableName view = name(spec.output().view());
        TableName name = new TableName(view.schema(), view.name() + "_of");
        String sql = "CREATE OR REPLACE FUNCTION " + name.sql() + "(" + user + ") RETURNS TABLE ("
                + Identifiers.quote(spec.output().item()) + " " + item + ", rank integer, score numeric)"
                + " LANGUAGE sql STABLE PARALLEL SAFE SET search_path = pg_catalog AS $score$\n"
                + engine.oneUser("$1") + "\n$score$";
        return new CreateObject(DatabaseObject.function(name.schema(), name.name(), user), List.of(sql));
    }

    /** The last whole generation as a materialized view, with the unique index that a concurrent refresh needs. */
    public CreateMaterializedView cache() {
        TableName view = name(spec.output().view());
        String columns = Identifiers.quote(spec.output().user()) + ", "
                + Identifiers.quote(spec.output().item()) + ", rank, score";
        return new CreateMaterializedView(
                new TableName(view.schema(), view.name() + "_cache"),
                "SELECT " + columns + " FROM " + view.sql(),
                List.of(spec.output().user(), "rank"));
    }

    /** For a server with pg_cron: refreshes the cache every so many minutes, and how to stop that. */
    public List<String> schedule(int minutes) {
        TableName cache = cache().name();
        String job = "refresh " + cache;
        String refresh = "REFRESH MATERIALIZED VIEW CONCURRENTLY " + cache.sql();
        return List.of(
                "SELECT cron.schedule(" + Identifiers.literal(job) + ", '*/" + minutes + " * * * *', "
                        + Identifiers.literal(refresh) + ")",
                "SELECT cron.unschedule(" + Identifiers.literal(job) + ")");
    }

    /** All of it as a script, with what takes it back in comments. */
    public String script(int minutes) {
        StringBuilder text = new StringBuilder();
        for (Operation operation : List.<Operation>of(function(), cache())) {
            text.append("-- ").append(operation.title()).append('\n');
            operation.apply().forEach(step -> text.append(step.sql()).append(";\n"));
            operation
                    .undo()
                    .forEach(step -> text.append("-- undo: ").append(step.sql()).append(";\n"));
            text.append('\n');
        }
        List<String> schedule = schedule(minutes);
        text.append("-- With pg_cron: a refresh every ").append(minutes).append(" minutes\n-- ");
        text.append(schedule.get(0))
                .append(";\n-- undo: ")
                .append(schedule.get(1))
                .append(";\n");
        return text.toString();
    }

    private static TableName name(String qualified) {
        String[] parts = qualified.split("\\.", 2);
        return new TableName(parts[0], parts[1]);
    }

    /** Makes the triggers that tell of changes. */
    public List<String> installTriggers() {
        return inTransaction(ChangeTriggers::create);
    }

    /** Takes them away. */
    public List<String> removeTriggers() {
        return inTransaction(ChangeTriggers::drop);
    }

    private interface Making {
        List<String> statements(Connection connection, ScoreSpec spec) throws SQLException;
    }

    private List<String> inTransaction(Making making) {
        try (WriteSession session = WriteSession.open(target)) {
            Connection connection = session.connection();
            connection.setAutoCommit(false);
            List<String> statements = new ArrayList<>(making.statements(connection, spec));
            session.execute("SET LOCAL lock_timeout = '5s'");
            for (String statement : statements) {
                session.execute(statement);
            }
            connection.commit();
            return statements;
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        }
    }
}
