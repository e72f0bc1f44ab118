package dev.pgwright.pgquery.engine;

import dev.pgwright.pgquery.Grammar;
import dev.pgwright.pgquery.LimitExceededException;
import dev.pgwright.pgquery.LimitExceededException.Resource;
import dev.pgwright.pgquery.Limits;
import dev.pgwright.pgquery.ParserFailureException;
import dev.pgwright.pgquery.PgQueryException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import run.endive.runtime.WasmInterruptedException;

/**
 * Threads that each own parser instances, and have a stack large enough for what PostgreSQL itself would accept. Every
 * call has a deadline, after which its thread is interrupted; compiled WebAssembly looks for that.
 */
public final class Workers implements AutoCloseable {
    /** Address space, not memory: pages are used as the recursion reaches them. */
    private static final long STACK_BYTES = 128L << 20;
    /** An instance that grew beyond this is dropped after the call, since it never shrinks. */
    private static final long KEEP_BYTES = 96L << 20;

    private static final int IDLE_SECONDS = 60;
    private static final AtomicInteger COUNTER = new AtomicInteger();

    /** What a worker does for a call. */
    @FunctionalInterface
    public interface Work<T> {
        /** Runs on a worker's thread. */
        T apply(Engines engines) throws Rejection;
    }

    /** The parser instances of one thread. */
    public static final class Engines {
        private final Map<Grammar, Engine> engines = new EnumMap<>(Grammar.class);
        private final int memoryBytes;

        Engines(int memoryBytes) {
            this.memoryBytes = memoryBytes;
        }

        /** The instance for a grammar, started when it is first asked for. */
        public Engine get(Grammar grammar) {
            return engines.computeIfAbsent(grammar, key -> new Engine(key, memoryBytes));
        }

        private void drop() {
            engines.clear();
        }

        private void dropLarge() {
            engines.values().removeIf(engine -> engine.memoryBytes() > KEEP_BYTES);
        }
    }

    private final Limits limits;
    private final ThreadLocal<Engines> engines;
    private final ThreadPoolExecutor threads;
    private final ScheduledThreadPoolExecutor timer;
    private final AtomicBoolean warm = new AtomicBoolean();
    private final Runnable meanwhile;

    /**
     * Up to {@code count} threads, started on demand and ended after a minute without work.
     *
     * @param meanwhile what the first caller can do while the first worker starts its parser
     */
    public Workers(Limits limits, int count, Runnable meanwhile) {
        this.limits = limits;
        this.meanwhile = meanwhile;
        this.engines = ThreadLocal.withInitial(() -> new Engines(limits.memoryBytes()));
        threads = new ThreadPoolExecutor(
                count,
                count,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                task -> new Worker(this, task));
        threads.allowCoreThreadTimeOut(true);
        timer = new ScheduledThreadPoolExecutor(1, Workers::timerThread);
        timer.setRemoveOnCancelPolicy(true);
    }

    private static final class Worker extends Thread {
        private final Workers owner;

        Worker(Workers owner, Runnable task) {
            super(null, task, "pgquery-" + COUNTER.incrementAndGet(), STACK_BYTES);
            this.owner = owner;
            setDaemon(true);
        }
    }

    private static Thread timerThread(Runnable task) {
        Thread thread = new Thread(task, "pgquery-timer-" + COUNTER.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Runs the work on a worker and waits for it.
     *
     * @throws Rejection when the work says so
     * @throws PgQueryException for everything else that goes wrong; the worker is fit for the next call
     */
    public <T> T run(Work<T> work) throws Rejection {
        if (Thread.currentThread() instanceof Worker worker && worker.owner == this) {
            // It would wait for a worker while it holds one, for ever when it is the only one.
            throw new IllegalStateException("called from inside a call of the same PgQuery");
        }
        FutureTask<T> task = new FutureTask<>(() -> guarded(work));
        try {
            threads.execute(task);
        } catch (RejectedExecutionException e) {
            throw new IllegalStateException("this PgQuery is closed", e);
        }
        if (!warm.getAndSet(true)) {
            meanwhile.run();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw rethrown(e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            task.cancel(true);
            Thread.currentThread().interrupt();
            throw new LimitExceededException(Resource.TIME, "interrupted while a statement was parsed");
        } catch (CancellationException e) {
            throw new LimitExceededException(Resource.TIME, "closed while a statement was parsed");
        }
    }

    private static Rejection rethrown(Throwable cause) {
        if (cause instanceof Rejection rejection) {
            return rejection;
        }
        if (cause instanceof PgQueryException known) {
            throw known;
        }
        throw new ParserFailureException("the parser failed: " + cause, cause);
    }

    private <T> T guarded(Work<T> work) throws Rejection {
        Engines mine = engines.get();
        Deadline deadline = new Deadline(Thread.currentThread());
        Future<?> alarm = deadline.set(timer, limits.time().toNanos());
        boolean healthy = false;
        try {
            T result = work.apply(mine);
            healthy = true;
            return result;
        } catch (Rejection | LimitExceededException e) {
            healthy = e instanceof Rejection;
            throw e;
        } catch (Engine.OutOfBounds e) {
            throw new LimitExceededException(
                    Resource.MEMORY, e.getMessage() == null ? "out of memory" : e.getMessage());
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            throw explained(e, deadline);
        } finally {
            alarm.cancel(false);
            deadline.finish();
            if (healthy) {
                mine.dropLarge();
            } else {
                mine.drop();
            }
        }
    }

    private RuntimeException explained(Throwable thrown, Deadline deadline) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof WasmInterruptedException) {
                String why = deadline.expired ? "more than " + limits.time().toMillis() + " ms" : "an interrupted call";
                return new LimitExceededException(Resource.TIME, "the statement took " + why);
            }
            if (cause instanceof StackOverflowError) {
                return new LimitExceededException(Resource.DEPTH, "the statement nests too deeply");
            }
            if (cause instanceof OutOfMemoryError) {
                return new LimitExceededException(Resource.MEMORY, "the Java heap is too small for the statement");
            }
        }
        return thrown instanceof RuntimeException known
                ? known
                : new ParserFailureException("the parser failed: " + thrown, thrown);
    }

    /** Ends the threads; calls under way end in a {@link LimitExceededException}. */
    @Override
    public void close() {
        threads.shutdownNow().forEach(task -> ((Future<?>) task).cancel(true));
        timer.shutdownNow();
    }

    /** Interrupts a thread unless the call is finished by then, and never after. */
    private static final class Deadline {
        private final Thread thread;
        private boolean finished;
        private volatile boolean expired;

        Deadline(Thread thread) {
            this.thread = thread;
        }

        ScheduledFuture<?> set(ScheduledThreadPoolExecutor timer, long nanos) {
            return timer.schedule(this::expire, nanos, TimeUnit.NANOSECONDS);
        }

        private synchronized void expire() {
            if (!finished) {
                expired = true;
                thread.interrupt();
            }
        }

        /** Also takes back an interrupt that the call did not notice, so that the next call does not. */
        synchronized void finish() {
            finished = true;
            Thread.interrupted();
        }
    }
}
