package dev.pgwright.batch.score;

import dev.pgwright.postgres.Interruption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Scores users on several threads; who takes which user makes no difference to the result. */
final class ParallelScoring implements AutoCloseable {
    private static final int USERS_AT_A_TIME = 32;

    private final ExecutorService pool;
    private final int threads;
    private final List<Scorer> scorers = new ArrayList<>();
    private final int top;

    ParallelScoring(ScoreData data, int top, int threads, boolean pruning) {
        this.top = Math.max(1, Math.min(top, data.items()));
        this.threads = threads;
        Layout layout = Layout.of(data, pruning);
        int[] positions = layout.positions();
        data.overlaps().forEach(term -> term.prepare(positions));
        for (int i = 0; i < threads; i++) {
            scorers.add(new Scorer(data, layout, this.top));
        }
        pool = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "scoring");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * The best items of a range of users.
     *
     * @param places places of items, {@link #width()} for each user, best first
     * @param counts how many of them are filled
     */
    @SuppressWarnings("ArrayRecordComponent") // columns: never compared, never copied
    record Block(int from, int to, int width, long[] scores, int[] places, int[] counts) {}

    /** Entries of a block for each user. */
    int width() {
        return top;
    }

    /** Pairs whose score was computed so far. */
    long looked() {
        return scorers.stream().mapToLong(Scorer::looked).sum();
    }

    Block score(int from, int to) {
        int users = to - from;
        Block block = new Block(
                from, to, top, new long[Math.multiplyExact(users, top)], new int[users * top], new int[users]);
        AtomicInteger next = new AtomicInteger(from);
        List<Future<?>> running = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            Scorer scorer = scorers.get(t);
            running.add(pool.submit(() -> take(scorer, next, block)));
        }
        for (Future<?> task : running) {
            await(task);
        }
        Interruption.check();
        return block;
    }

    private static void take(Scorer scorer, AtomicInteger next, Block block) {
        int start = next.getAndAdd(USERS_AT_A_TIME);
        while (start < block.to && !Interruption.isRequested()) {
            for (int user = start; user < Math.min(start + USERS_AT_A_TIME, block.to); user++) {
                int at = user - block.from;
                block.counts[at] = scorer.score(user, block.scores, block.places, at * block.width);
            }
            start = next.getAndAdd(USERS_AT_A_TIME);
        }
    }

    private static void await(Future<?> task) {
        try {
            task.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Interruption.exception();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException ours) {
                throw ours;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }
}
