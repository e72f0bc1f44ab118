package dev.pgwright.bench.tpc;

import dev.pgwright.change.Progress;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Fills an empty database with a benchmark's tables; tables are loaded side by side, rows of a table in their order.
 */
final class TpcLoader {
    private static final int WORKERS = 2;
    private static final int BUFFER = 1 << 16;

    private final Target target;
    private final Benchmark benchmark;
    private final Progress progress;

    TpcLoader(Target target, Benchmark benchmark, Progress progress) {
        this.target = target;
        this.benchmark = benchmark;
        this.progress = progress;
    }

    void load(double scale) {
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Future<?>> loads = new ArrayList<>();
            for (RowSource source : benchmark.sources(scale)) {
                loads.add(workers.submit(() -> load(source)));
            }
            for (Future<?> load : loads) {
                load.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while loading", e);
        } finally {
            workers.shutdownNow();
        }
        progress.report("vacuum and analyze");
        try (WriteSession session = WriteSession.open(target)) {
            session.execute("SET maintenance_work_mem = '256MB'");
            session.execute("VACUUM (ANALYZE)");
            // ANALYZE leaves an estimated row count, an index build would set the exact one: set it now, for all alike
            session.execute("VACUUM (DISABLE_PAGE_SKIPPING)");
            session.execute("CHECKPOINT");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void load(RowSource source) {
        List<Sink> sinks = new ArrayList<>();
        Map<String, String> definitions = benchmark.tables();
        try {
            for (String table : source.tables()) {
                sinks.add(new Sink(table, definitions.getOrDefault(table, "")));
            }
            source.send(List.copyOf(sinks));
            for (Sink sink : sinks) {
                progress.report(sink.table + ": " + sink.finish() + " rows");
            }
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("table " + source.tables() + " could not be loaded", e);
        } finally {
            sinks.forEach(Sink::close);
        }
    }

    /** One table being copied: made and filled in one transaction, so that its rows are frozen and need no log. */
    private final class Sink implements Consumer<String>, AutoCloseable {
        private final String table;
        private final WriteSession session;
        private final CopyIn copy;
        private final StringBuilder buffer = new StringBuilder(BUFFER);

        Sink(String table, String definition) throws SQLException, IOException {
            this.table = table;
            this.session = WriteSession.open(target);
            session.connection().setAutoCommit(false);
            session.execute(definition);
            this.copy = session.connection()
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY " + Identifiers.quote(table)
                            + " FROM STDIN (FORMAT text, DELIMITER '|', NULL '', FREEZE)");
        }

        @Override
        public void accept(String line) {
            buffer.append(line).append('\n');
            if (buffer.length() > BUFFER - 1024) {
                flush();
            }
        }

        private void flush() {
            try {
                byte[] bytes = buffer.toString().getBytes(StandardCharsets.UTF_8);
                copy.writeToCopy(bytes, 0, bytes.length);
                buffer.setLength(0);
            } catch (SQLException e) {
                throw new UncheckedIOException(new IOException(e));
            }
        }

        long finish() throws SQLException {
            flush();
            long rows = copy.endCopy();
            session.connection().commit();
            return rows;
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
