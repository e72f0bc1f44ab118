package dev.pgwright.sql;

import dev.pgwright.pgquery.PgQueryException;

/** Conditions of indexes as text. */
public final class Conditions {
    private Conditions() {}

    /** Whether a function may be called by it: someone's function is not ours to run on his server. */
    public static boolean callsFunction(String condition) {
        try {
            return SqlText.parser().parse("SELECT " + condition).statements().stream()
                    .anyMatch(statement -> statement.node().toString().contains("\"FuncCall\""));
        } catch (PgQueryException e) {
            return true;
        }
    }
}
