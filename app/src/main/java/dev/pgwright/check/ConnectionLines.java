package dev.pgwright.check;

import java.time.Duration;

/**
 * Lines of sessions, transactions and locks.
 *
 * @param longStatement how long one statement of an application may run
 * @param longTransaction how long one transaction may last
 * @param blocking how long a session may keep others waiting for a lock
 * @param blocked with so many waiting, the time does not matter
 * @param lockQueue how long a strong lock may be waited for while others queue behind it
 * @param lockTableShare share of the server's lock table in use, 0 to 1
 * @param deadlocks fewer deadlocks than this since the counters began are bad luck
 * @param deadlocksInHour deadlocks in an hour on average
 * @param prepared how long a prepared transaction may stay unfinished
 * @param rollbackShare share of transactions that are rolled back, 0 to 1
 * @param transactions transactions from which shares mean something
 * @param sessions sessions from which shares mean something
 * @param lostSessionShare share of sessions that did not end as their client wanted, 0 to 1
 * @param sessionsInSecond new sessions in a second on average
 * @param advisoryLock how long a session may hold an advisory lock without doing anything
 * @param statisticsAge how long counters must have counted before averages mean something
 */
public record ConnectionLines(
        Duration longStatement,
        Duration longTransaction,
        Duration blocking,
        long blocked,
        Duration lockQueue,
        double lockTableShare,
        long deadlocks,
        double deadlocksInHour,
        Duration prepared,
        double rollbackShare,
        long transactions,
        long sessions,
        double lostSessionShare,
        double sessionsInSecond,
        Duration advisoryLock,
        Duration statisticsAge) {
    /** The profile {@code general}. */
    static ConnectionLines general() {
        return new ConnectionLines(
                Duration.ofMinutes(5),
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                5,
                Duration.ofSeconds(1),
                0.5,
                5,
                1,
                Duration.ofMinutes(5),
                0.1,
                1_000,
                100,
                0.05,
                5,
                Duration.ofHours(1),
                Duration.ofHours(6));
    }
}
