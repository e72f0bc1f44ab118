package dev.pgwright.workload;

/**
 * One entry of a server's log; what a format or prefix does not give is empty.
 *
 * @param time as written
 * @param session what tells sessions apart: a process or session id
 * @param role who is connected
 * @param severity such as LOG
 * @param message with all its lines
 * @param detail likewise
 */
record LogEntry(
        String time,
        String session,
        String role,
        String database,
        String application,
        String severity,
        String message,
        String detail) {
    LogEntry withDetail(String text) {
        return new LogEntry(time, session, role, database, application, severity, message, text);
    }
}
