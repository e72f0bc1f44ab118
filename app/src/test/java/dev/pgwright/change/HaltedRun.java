package dev.pgwright.change;

import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A process of its own that applies a plan of operations, or takes all back, and ends as by kill -9 at a certain write
 * to the ledger. Arguments: apply or undo, the database's URI, the folder of ledgers, a file with one operation in JSON
 * per line, the number of the write, and before or after.
 */
final class HaltedRun {
    static final String PLAN = "the plan";
    /** Exit status of a process that was ended (128 + SIGKILL). */
    static final int KILLED = 137;

    private HaltedRun() {}

    public static void main(String[] arguments) throws IOException {
        Ledgers ledgers = new Ledgers(Path.of(arguments[2]));
        List<Operation> operations = Files.readAllLines(Path.of(arguments[3])).stream()
                .map(ChangeJson::operation)
                .toList();
        Runnable end = () -> Runtime.getRuntime().halt(KILLED);
        try (WriteSession session = WriteSession.open(ChangeServer.parse(arguments[1]))) {
            Executor.claim(session);
            Ledger ledger = new HaltingLedger(
                    ledgers.open(session), Integer.parseInt(arguments[4]), arguments[5].equals("before"), end);
            if (arguments[0].equals("apply")) {
                plan(session.target()).run(session, ledger, operations);
            } else {
                Executor executor = new Executor(session, ledger, Clock.systemUTC());
                ledger.all().stream()
                        .filter(change -> change.state() == ChangeState.KEPT)
                        .forEach(change -> executor.undo(change, "test"));
            }
        }
    }

    static PlanRun plan(Target target) {
        return new PlanRun(target, PLAN, Patience.usual(), Clock.systemUTC(), step -> {});
    }
}
