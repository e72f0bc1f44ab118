package dev.pgwright.workload;

import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What a log does not tell. */
final class LogNotes {
    private final Snapshot snapshot;
    private final long broken;
    private final double unknownShapes;
    private final double totalMillis;

    LogNotes(Snapshot snapshot, long broken, double unknownShapes, double totalMillis) {
        this.snapshot = snapshot;
        this.broken = broken;
        this.unknownShapes = unknownShapes;
        this.totalMillis = totalMillis;
    }

    List<String> all() {
        List<String> notes = new ArrayList<>();
        if (broken > 0) {
            notes.add(Words.count(broken, "line of the log is", "lines of the log are")
                    + " no entry and no part of one, and left out.");
        }
        if (unknownShapes > 0) {
            notes.add("The log has more different statements than can be told apart; " + (long) unknownShapes
                    + " executions are left out.");
        }
        if (totalMillis <= 0) {
            notes.add("The log has no times: set log_min_duration_statement or log_duration.");
        }
        snapshot.setting("log_min_duration_statement")
                .map(Setting::resetValue)
                .filter(value -> value.matches("[1-9]\\d*"))
                .ifPresent(value -> notes.add("The server logs statements that take " + value
                        + " ms or more: shorter ones may be missing (log_min_duration_statement)."));
        return notes;
    }
}
