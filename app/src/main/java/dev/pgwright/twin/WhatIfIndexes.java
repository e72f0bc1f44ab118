package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.local.LocalPostgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Hypothetical indexes on a twin and sessions that plan with any of them. Each session has a copy of the twin's
 * database: two that switch the same index in one database would wait for each other's row lock.
 */
public final class WhatIfIndexes implements AutoCloseable {
    private final LocalPostgres server;
    private final List<String> databases;
    private final List<WhatIfSession> sessions;
    private final ExecutorService threads;

    private WhatIfIndexes(LocalPostgres server, List<String> databases, List<WhatIfSession> sessions) {
        this.server = server;
        this.databases = databases;
        this.sessions = sessions;
        this.threads = Executors.newFixedThreadPool(sessions.size(), task -> {
            Thread thread = new Thread(task, "what-if");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Opens sessions on copies of a twin, to which nobody may be connected meanwhile. */
    public static WhatIfIndexes open(Twin twin, int count) {
        return open(twin.server(), twin.target().database(), count);
    }

    /**
     * Opens sessions on copies of a twin's database.
     *
     * @param twin the twin's database, to which nobody is connected
     * @param count sessions, at least 1
     */
    public static WhatIfIndexes open(LocalPostgres server, String twin, int count) {
        String prefix = "whatif_" + UUID.randomUUID().toString().substring(0, 8) + "_";
        List<String> databases =
                IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
        List<WhatIfSession> sessions = new ArrayList<>();
        try {
            TwinCopies.make(server, twin, databases);
            databases.forEach(database -> sessions.add(WhatIfSession.open(server, database)));
            return new WhatIfIndexes(server, databases, List.copyOf(sessions));
        } catch (RuntimeException | Error e) {
            sessions.forEach(WhatIfSession::close);
            TwinCopies.drop(server, databases);
            throw e;
        }
    }

    /**
     * Builds candidates, hidden until a scene shows them. One that cannot be built does not keep the others from it.
     *
     * @return why a candidate could not be built, in the server's words, by its name; empty when all could
     */
    public Map<String, String> create(List<WhatIfIndex> indexes) {
        sessions.forEach(WhatIfSession::leave);
        List<CandidateBuilder.Outcome> outcomes = onAll(i -> CandidateBuilder.build(server, databases.get(i), indexes));
        for (int i = 0; i < sessions.size(); i++) {
            sessions.get(i).addCandidates(outcomes.get(i).ids(), outcomes.get(i).parts());
        }
        return outcomes.get(0).refusals();
    }

    /** Drops candidates that no scene will show again: the fewer a table has, the faster its statements are planned. */
    public void drop(List<WhatIfIndex> indexes) {
        if (indexes.isEmpty()) {
            return;
        }
        String names = indexes.stream().map(index -> index.index().sql()).collect(Collectors.joining(", "));
        onAll(i -> {
            sessions.get(i).forget(indexes, "DROP INDEX IF EXISTS " + names);
            return i;
        });
    }

    /**
     * Builds the partitioned form of a table; scenes that have it plan with it in the table's place.
     *
     * @return names of the table's unique indexes that would not be unique, as they lack the partition key
     * @throws PgwrightException when the table cannot be partitioned so
     */
    public List<String> partition(WhatIfPartitioning wanted) {
        sessions.forEach(WhatIfSession::leave);
        return onAll(i -> PartitionBuilder.build(server, databases.get(i), wanted))
                .get(0);
    }

    /** The sessions; each for one thread at a time. */
    public List<WhatIfSession> sessions() {
        return sessions;
    }

    /** Does work for each item on whichever session is free; answers in the order of the items. */
    public <T, R> List<R> forEach(List<T> items, Work<T, R> work) {
        AtomicInteger next = new AtomicInteger();
        List<R> results = new ArrayList<>(java.util.Collections.nCopies(items.size(), null));
        onAll(i -> {
            for (int item = next.getAndIncrement(); item < items.size(); item = next.getAndIncrement()) {
                results.set(item, work.on(sessions.get(i), items.get(item)));
            }
            return i;
        });
        return results;
    }

    /** Something to be done in a session. */
    public interface Work<T, R> {
        R on(WhatIfSession session, T item);
    }

    private <R> List<R> onAll(Function<Integer, R> work) {
        List<Future<R>> futures = IntStream.range(0, sessions.size())
                .mapToObj(i -> threads.submit(() -> work.apply(i)))
                .toList();
        List<R> results = new ArrayList<>();
        for (Future<R> future : futures) {
            results.add(result(future));
        }
        return results;
    }

    private static <R> R result(Future<R> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof PgwrightException known
                    ? known
                    : WhatIfSql.failure("Work on the twin failed", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw WhatIfSql.failure("Work on the twin was interrupted", e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
        sessions.forEach(WhatIfSession::close);
        TwinCopies.drop(server, databases);
    }
}
