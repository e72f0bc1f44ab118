package dev.pgwright.workload;

import java.util.List;

/**
 * Where a statement comes from.
 *
 * @param fingerprint of its shape; variants of one statement share it; empty when nobody asked for it
 * @param millis time that the server spent on the calls that this variant stands for; 0 when nobody measured it
 * @param topLevel false for a statement inside a function, whose time is part of the calling statement's
 * @param values which values stand in the text
 * @param bindings what was put in for parameters, by their number
 * @param parametersLeft parameters that are still in the text, numbered from 1
 */
public record StatementOrigin(
        String fingerprint,
        double millis,
        boolean topLevel,
        Values values,
        List<Binding> bindings,
        int parametersLeft) {
    /** Of a statement in a file of SQL. */
    public static final StatementOrigin WRITTEN_DOWN = new StatementOrigin("", 0, true, Values.SENT, List.of(), 0);

    public StatementOrigin {
        bindings = List.copyOf(bindings);
    }

    /** Which values stand in a text. */
    public enum Values {
        /** Those that were sent, the most frequent ones where they differ; or it has none. */
        SENT("frequent"),
        /** Those that took longest. */
        SLOWEST("slowest"),
        /** The most common ones of the columns that parameters are compared with. */
        COMMON("common"),
        /** Rare ones. */
        RARE("rare"),
        /** None: the planner decides without them. */
        GENERIC("generic");

        private final String words;

        Values(String words) {
            this.words = words;
        }

        /** For people. */
        public String words() {
            return words;
        }
    }

    /**
     * A value put in for a parameter.
     *
     * @param parameter its number in the normalized text
     * @param column the column that it was taken from; empty for a constant that no plan depends on
     * @param literal as it stands in the text
     * @param frequency share of rows that have the value; NaN where that is not known or means nothing
     */
    public record Binding(int parameter, String column, String literal, double frequency) {}
}
