package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A server with the small world of {@code tables.sql}. */
final class ScoreServer implements AutoCloseable {
    private final LocalPostgres server =
            LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.standard());
    private final Target target = new TargetParser(Map.of(), Path.of("")).parse(server.uri("postgres"));

    static ScoreServer start() {
        ScoreServer started = new ScoreServer();
        started.execute(resource("tables.sql"));
        return started;
    }

    static String resource(String name) {
        try (InputStream in = ScoreServer.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Target target() {
        return target;
    }

    void execute(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> rows(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            return rows(session, sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    static List<String> rows(WriteSession session, String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = session.connection().createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            int columns = result.getMetaData().getColumnCount();
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= columns; i++) {
                    row.append(i == 1 ? "" : " ").append(result.getString(i));
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    ScoreRun run(String yaml) {
        return run(yaml, Progress.SILENT);
    }

    ScoreRun run(String yaml, Progress progress) {
        return new ScoreRun(target, SpecFile.parse(yaml, "test.yaml"), "test.yaml", progress);
    }

    /** The whole result, in an order of its own. */
    List<String> best(String view) {
        return rows("SELECT * FROM " + view + " ORDER BY 1, 3");
    }

    @Override
    public void close() {
        server.close();
    }
}
