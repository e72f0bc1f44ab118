package dev.pgwright.batch.partition;

import dev.pgwright.batch.JobOptions;
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

/** A server with the shop of {@code shop.sql}. */
final class ShopServer implements AutoCloseable {
    static final JobOptions SMALL = JobOptions.usual().withChunkRows(500);
    static final ConversionRequest MONTHLY = new ConversionRequest("shop.events", "at", Every.MONTH, 0, true);

    private final LocalPostgres server;
    private final Target target;

    private ShopServer(int major) {
        server = LocalPostgres.start(CacheFolder.of(System.getenv()), LocalPostgres.Options.ofMajor(major));
        target = parse(uri());
    }

    static ShopServer start(int major) {
        return new ShopServer(major);
    }

    static Target parse(String uri) {
        return new TargetParser(Map.of(), Path.of("")).parse(uri);
    }

    String uri() {
        return server.uri("postgres");
    }

    Target target() {
        return target;
    }

    /** Makes the shop anew. */
    void fill(int rows) {
        try (InputStream in = ShopServer.class.getResourceAsStream("shop.sql")) {
            execute("SET shop.rows = " + rows + ";" + new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void execute(String sql) {
        try (WriteSession session = WriteSession.open(target)) {
            session.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    List<String> rows(String sql) {
        try (WriteSession session = WriteSession.open(target);
                Statement statement = session.connection().createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(rows.getString(1));
            }
            return texts;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    String answer(String sql) {
        return String.valueOf(rows(sql).get(0));
    }

    TableConversion conversion() {
        return new TableConversion(target, SMALL, Progress.SILENT);
    }

    @Override
    public void close() {
        server.close();
    }
}
