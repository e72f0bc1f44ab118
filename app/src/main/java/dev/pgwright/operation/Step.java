package dev.pgwright.operation;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One statement of a change.
 *
 * @param sql a complete statement without the final semicolon; of a program, the line for a shell
 * @param lock strongest lock on a user's object
 * @param transactional false for statements that run on their own: those that PostgreSQL refuses inside a transaction
 *     block, and those that take long and should hold no lock of a neighbour meanwhile
 * @param unless boolean SQL expression over the catalog: true when the step's effect is there already, and the step is
 *     left out; null for a statement that may be run again
 * @param program words of the command when a client program does it and not the server; empty for a statement
 */
public record Step(
        String sql,
        Lock lock,
        boolean transactional,
        @Nullable String unless,
        List<String> program) {
    public Step {
        program = List.copyOf(program);
    }

    /** A step that runs in one transaction with its neighbours. */
    public static Step transactional(String sql, Lock lock) {
        return new Step(sql, lock, true, null, List.of());
    }

    /** A step that must run on its own, such as {@code CREATE INDEX CONCURRENTLY}. */
    public static Step alone(String sql, Lock lock) {
        return new Step(sql, lock, false, null, List.of());
    }

    /** A step that a client program takes, which finds the server by the variables of libpq. */
    public static Step program(List<String> words, Lock lock) {
        String line = words.stream().map(Step::forShell).collect(Collectors.joining(" "));
        return new Step(line, lock, false, null, words);
    }

    private static String forShell(String word) {
        return word.matches("[\\w=.,:/@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    /** The same step, left out where this condition holds. */
    public Step unless(String condition) {
        return new Step(sql, lock, transactional, condition, program);
    }

    /** True when it waits for transactions of others that are older, whatever they do (indexcmds.c, tablecmds.c). */
    public boolean waitsForTransactions() {
        boolean concurrent = sql.contains(" CONCURRENTLY") || sql.contains("(CONCURRENTLY)");
        return !program.isEmpty() || (!transactional && concurrent);
    }
}
