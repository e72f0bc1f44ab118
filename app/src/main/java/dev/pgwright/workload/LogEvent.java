package dev.pgwright.workload;

import java.util.List;

/**
 * One execution of a statement that a log tells of.
 *
 * @param sql as it was sent
 * @param parameters texts of $1, $2, ...; an element is null for NULL and for a value that was cut
 * @param millis how long it took; 0 when the log does not say
 * @param calls 1, or 0 for a parse or bind, which belongs to a call that is counted on its own
 * @param topLevel false for one inside of another
 */
record LogEvent(
        LogEntry entry, String sql, List<LogParameter> parameters, double millis, int calls, boolean topLevel) {}
