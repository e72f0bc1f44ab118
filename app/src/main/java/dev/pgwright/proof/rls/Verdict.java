package dev.pgwright.proof.rls;

import java.util.List;

/**
 * What comparing row sets came to.
 *
 * @param equal the same rows for everybody who asked
 * @param symbolic every change is one of the known-equal forms, or leaves conditions as they are
 * @param roles who asked: how many roles
 * @param claims how many kinds of claims
 * @param rows rows of the clone about which was decided, those that are alike in all that conditions read included
 * @param generated sets of generated rows that were asked about besides
 * @param complete whether every row of the clone was decided about
 * @param differences what was different, sentences with rows; empty when equal
 * @param errors what fails for somebody, before and after; sentences
 */
public record Verdict(
        boolean equal,
        boolean symbolic,
        int roles,
        int claims,
        long rows,
        int generated,
        boolean complete,
        List<String> differences,
        List<String> errors) {
    public Verdict {
        differences = List.copyOf(differences);
        errors = List.copyOf(errors);
    }

    /** One sentence for people. */
    public String words() {
        String tested = "tested on " + roles + " roles × " + claims + " claims × " + rows + " rows"
                + (complete ? "" : " (a part of them)") + " and " + generated + " sets of generated rows";
        if (!equal) {
            return "Other rows: " + String.join(" ", differences);
        }
        return (symbolic ? "The same rows by known-equal forms, and " : "The same rows, ") + tested + ".";
    }
}
