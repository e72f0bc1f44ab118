package dev.pgwright.change;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.SnapshotReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Tells how far the server is with a long step, as it says itself (pg_stat_progress_*), over a connection of its own
 * that is opened when a step takes long.
 */
final class ServerProgress implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final WriteSession session;
    private final Progress progress;
    private final int pid;
    private final Thread thread;
    private volatile boolean closed;
    private volatile long begin = System.nanoTime();

    private ServerProgress(WriteSession session, Progress progress, int pid) {
        this.session = session;
        this.progress = progress;
        this.pid = pid;
        this.thread = new Thread(this::watch, "server-progress");
        thread.setDaemon(true);
    }

    /** Watches what the session runs until it is closed. */
    static ServerProgress of(WriteSession session, Progress progress) {
        ServerProgress watch = new ServerProgress(session, progress, session.backendPid());
        watch.thread.start();
        return watch;
    }

    /** A step begins now. */
    void begin() {
        begin = System.nanoTime();
    }

    private void watch() {
        try {
            Thread.sleep(BETWEEN_LOOKS.toMillis());
            while (!closed) {
                if (System.nanoTime() - begin > BETWEEN_LOOKS.toNanos()) {
                    look().ifPresent(progress::report);
                }
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private Optional<String> look() {
        try (Session look = Session.open(session.target())) {
            return SnapshotReader.read(look, List.of(Facts.PROGRESS)).rows(Facts.PROGRESS).stream()
                    .filter(row -> row.pid() == pid)
                    .findFirst()
                    .map(row -> words(row, Duration.ofNanos(System.nanoTime() - begin)));
        } catch (PgwrightException e) {
            return Optional.empty(); // no connection to spare: the step goes on unseen
        }
    }

    /** Phase, share done, and what is left when the phase goes on as it did. */
    static String words(dev.pgwright.snapshot.Progress row, Duration sinceBegin) {
        String phase = row.phase() == null ? "" : ": " + row.phase();
        Long done = row.done();
        Long total = row.total();
        if (done == null || total == null || total == 0) {
            return "running" + phase;
        }
        double share = Math.min(1, (double) done / total);
        long left = share == 0 ? 0 : (long) (sinceBegin.toSeconds() * (1 - share) / share);
        return "running" + phase + ", " + Math.round(100 * share) + " % of " + total + " " + row.unit()
                + (left == 0 ? "" : ", about " + left + " s left in this phase");
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
