package dev.pgwright.change;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Takes changes back, the last one first. */
public final class UndoRun {
    private final Target target;
    private final Clock clock;
    private final Progress progress;

    public UndoRun(Target target, Clock clock, Progress progress) {
        this.target = target;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Undoes changes that are in force.
     *
     * @param ids numbers in the ledger; empty for all
     */
    public List<Change> run(Ledgers ledgers, Set<Long> ids) {
        try (WriteSession session = WriteSession.open(target)) {
            Executor.claim(session);
            Ledger ledger = ledgers.open(session);
            Executor executor = new Executor(session, ledger, clock);
            executor.recover();
            List<Change> wanted = chosen(ledger, ids);
            List<Change> undone = new ArrayList<>();
            for (Change change : wanted) {
                progress.report("undoing: " + change.operation().title());
                undone.add(executor.undo(change, "undone on request"));
            }
            if (ids.isEmpty()) {
                ledgers.archive(session, ledger);
            }
            return undone;
        }
    }

    private static List<Change> chosen(Ledger ledger, Set<Long> ids) {
        List<Change> inForce = ledger.all().stream()
                .filter(change -> change.state().isInForce())
                .sorted(Comparator.comparingLong(Change::id).reversed())
                .toList();
        for (long id : ids) {
            if (inForce.stream().noneMatch(change -> change.id() == id)) {
                throw new PgwrightException(
                        ErrorCode.UNKNOWN_NAME,
                        "No change " + id + " is in force here",
                        "List them with: ./pgwright ledger TARGET");
            }
        }
        return inForce.stream()
                .filter(change -> ids.isEmpty() || ids.contains(change.id()))
                .toList();
    }
}
