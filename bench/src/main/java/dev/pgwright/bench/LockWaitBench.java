package dev.pgwright.bench;

import dev.pgwright.change.Change;
import dev.pgwright.change.ChangeState;
import dev.pgwright.change.Executor;
import dev.pgwright.change.FileLedger;
import dev.pgwright.change.Patience;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.postgres.local.LocalPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * How long an application waits because of a change: 16 sessions read and write without pause while each operation is
 * applied and taken back. A wait counts as ours when pg_blocking_pids names our session, whether it holds a lock or
 * waits for one in front; it is compared to the slice plus 100 ms.
 *
 * <p>{@code LockWaitBench [SESSIONS] [ROWS]}
 */
public final class LockWaitBench {
    private static final Duration MARGIN = Duration.ofMillis(100);
    private static final Duration BASELINE = Duration.ofSeconds(5);

    private final Target target;
    private final LockWaitLoad load;
    private final Path ledger;
    private int late;

    private LockWaitBench(Target target, LockWaitLoad load, Path ledger) {
        this.target = target;
        this.load = load;
        this.ledger = ledger;
    }

    /** Prints one line for each operation. */
    public static void main(String[] arguments) throws IOException, SQLException {
        int sessions = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 16;
        int rows = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 300_000;
        Path folder = Files.createTempDirectory("lock-wait-bench");
        try (LocalPostgres server = LocalPostgres.start(
                CacheFolder.of(System.getenv()),
                LocalPostgres.Options.standard().with("wal_level", "logical"))) {
            Target target = new TargetParser(Map.of(), folder).parse(server.uri("postgres"));
            try (WriteSession session = WriteSession.open(target)) {
                for (String statement : LockWaitCases.schema(rows)) {
                    session.execute(statement);
                }
            }
            try (LockWaitLoad load = LockWaitLoad.start(target, sessions, rows)) {
                new LockWaitBench(target, load, folder.resolve("ledger")).run(sessions, rows);
            }
        }
    }

    private void run(int sessions, int rows) throws SQLException {
        load.reset(0);
        LockSupport.parkNanos(BASELINE.toNanos());
        LockWaitLoad.Figures alone = load.figures();
        System.out.printf(
                Locale.ROOT,
                "%d sessions, %,d rows; without changes: %,.0f statements/s, longest %.0f ms%n",
                sessions,
                rows,
                alone.statements() / (double) BASELINE.toSeconds(),
                alone.longestMs());
        System.out.printf("%-62s %-9s %9s %11s %11s%n", "operation", "outcome", "took ms", "statement", "our wait");
        try (WriteSession session = WriteSession.open(target)) {
            List<Operation> operations = new LockWaitCases(session).all();
            requireEveryKind(operations);
            for (Operation operation : operations) {
                line(session, operation);
            }
        }
        System.out.printf(
                "%d of all waits longer than %d ms because of us%n",
                late, Patience.usual().slice().plus(MARGIN).toMillis());
    }

    /** An operation without a case here is not known to harm nobody. */
    private static void requireEveryKind(List<Operation> operations) {
        Set<String> missing = Arrays.stream(Operation.class.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        operations.forEach(operation -> missing.remove(operation.kind()));
        missing.remove("Repack"); // pg_repack is not among our own programs, and REPACK begins with PostgreSQL 19
        if (!missing.isEmpty()) {
            throw new IllegalStateException("no case for " + missing);
        }
    }

    private void line(WriteSession session, Operation operation) {
        Executor executor = new Executor(session, new FileLedger(ledger), Clock.systemUTC());
        load.reset(session.backendPid());
        long begin = System.nanoTime();
        Change change = executor.apply(Change.planned(
                "bench", operation.identity(), operation, "", Clock.systemUTC().instant()));
        print(operation.title(), change.state().name(), begin);
        if (change.state() == ChangeState.REFUSED) {
            System.out.println("    " + change.reason());
        } else if (!operation.undo().isEmpty()) {
            load.reset(session.backendPid());
            long again = System.nanoTime();
            print("    undo", undone(executor, change), again);
        } else {
            executor.keep(change, List.of(), "");
        }
    }

    private static String undone(Executor executor, Change change) {
        for (int attempt = 0; ; attempt++) {
            try {
                return executor.undo(change, "").state().name();
            } catch (PgwrightException e) {
                if (attempt == 3) {
                    System.out.println("    " + e.what());
                    return "FAILED";
                }
            }
        }
    }

    private void print(String what, String outcome, long begin) {
        LockWaitLoad.Figures figures = load.figures();
        Duration bound = Patience.usual().slice().plus(MARGIN);
        boolean tooLong = figures.blockedMs() > bound.toMillis();
        late += tooLong ? 1 : 0;
        System.out.printf(
                Locale.ROOT,
                "%-62.62s %-9s %9.0f %11.0f %11.0f%s%n",
                what,
                outcome,
                (System.nanoTime() - begin) / 1e6,
                figures.longestMs(),
                figures.blockedMs(),
                tooLong ? " TOO LONG" : "");
    }
}
