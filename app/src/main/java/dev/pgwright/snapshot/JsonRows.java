package dev.pgwright.snapshot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.ObjectReader;

/** Turns rows of JSON into records on a thread of its own, so that the server works on the next fact meanwhile. */
final class JsonRows implements AutoCloseable {
    private static final int ROWS_AT_A_TIME = 1000;

    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> {
        Thread worker = new Thread(work, "snapshot-rows");
        worker.setDaemon(true);
        return worker;
    });
    /** Names that were seen before; used by the one thread only. */
    private final Map<String, String> names = new HashMap<>();

    /** The rows of one fact, being collected. */
    final class Batch<T extends Record> {
        private final ObjectReader mapper;
        private final List<T> rows = new ArrayList<>();
        private List<byte[]> waiting = new ArrayList<>();
        private CompletableFuture<Void> done = CompletableFuture.completedFuture(null);

        Batch(Class<T> row) {
            mapper = SnapshotJson.MAPPER.readerFor(row).withAttribute(SharedStrings.class, names);
        }

        void add(byte[] json) {
            waiting.add(json);
            if (waiting.size() == ROWS_AT_A_TIME) {
                handOver();
            }
        }

        private void handOver() {
            List<byte[]> chunk = waiting;
            waiting = new ArrayList<>();
            done = done.thenRunAsync(
                    () -> {
                        for (byte[] json : chunk) {
                            rows.add(mapper.readValue(json));
                        }
                    },
                    thread);
        }

        /** All rows, once they are there; fails with a {@code JacksonException} when one has another shape. */
        CompletableFuture<List<T>> finish() {
            handOver();
            return done.thenApply(nothing -> rows);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
