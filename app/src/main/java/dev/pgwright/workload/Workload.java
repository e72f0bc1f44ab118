package dev.pgwright.workload;

import java.util.List;

/**
 * What an application sends, as far as it is known.
 *
 * @param source where that is known from, for people
 * @param statements those that can be worked with; variants of one statement stand beside each other
 * @param leftOut the others, summed by reason
 * @param totalMillis time of all statements, those left out included; 0 when nobody measured it
 * @param notes what to keep in mind, for people, without literals of the user's
 */
public record Workload(
        String source,
        List<WorkloadStatement> statements,
        List<LeftOut> leftOut,
        double totalMillis,
        List<String> notes) {
    public Workload {
        statements = List.copyOf(statements);
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /** The statements of a file of SQL; what is wrong with the file is among the notes. */
    public static Workload of(String source, WorkloadFile file) {
        List<String> notes =
                file.problems().stream().map(problem -> "Workload " + problem).toList();
        return new Workload(source, file.statements(), List.of(), 0, notes);
    }

    /**
     * Share of the time that the statements stand for, 0 to 1; NaN when nobody measured it. Statements inside functions
     * do not count: their time is part of the calling statements'.
     */
    public double coveredShare() {
        if (totalMillis <= 0) {
            return Double.NaN;
        }
        return statements.stream()
                        .filter(statement ->
                                statement.origin() == null || statement.origin().topLevel())
                        .mapToDouble(WorkloadStatement::millis)
                        .sum()
                / totalMillis;
    }
}
