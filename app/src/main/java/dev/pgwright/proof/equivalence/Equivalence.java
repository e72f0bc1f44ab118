package dev.pgwright.proof.equivalence;

import java.util.List;
import java.util.stream.Collectors;

/** What comparing two queries came to. Only {@link Equal} lets a change pass. */
public sealed interface Equivalence {
    /** One or two sentences for a person. */
    String words();

    /**
     * The same answers everywhere. It is evidence, not a proof in logic: some other data may tell them apart.
     *
     * @param rows rows of the first query's answers that were compared
     * @param variants sets of rows on which both were run
     * @param notDetermined of these, sets on which the first query itself may answer in several ways (ties at a LIMIT):
     *     the second gave one of these, or what does not depend on it was compared
     */
    record Equal(long rows, int variants, int notDetermined) implements Equivalence {
        @Override
        public String words() {
            String ties = notDetermined == 0
                    ? ""
                    : " On " + notDetermined + " of them ties leave open which rows come; the second gave such as may.";
            return "The same answers on " + variants + " sets of rows, " + rows + " rows compared." + ties;
        }
    }

    /**
     * Another answer.
     *
     * @param reason how they differ, one sentence without full stop
     * @param onlyBefore rows that only the first query gives, as text, a few of them
     * @param onlyAfter rows that only the second gives
     * @param data INSERT statements of the smallest set of rows found that shows it; empty when no row is needed, and
     *     when it was seen on the rows of a clone
     */
    record Different(String reason, List<String> onlyBefore, List<String> onlyAfter, List<String> data)
            implements Equivalence {
        public Different {
            onlyBefore = List.copyOf(onlyBefore);
            onlyAfter = List.copyOf(onlyAfter);
            data = List.copyOf(data);
        }

        @Override
        public String words() {
            return reason + "." + rows(" Only before: ", onlyBefore) + rows(" Only after: ", onlyAfter)
                    + rows(" Shown with: ", data);
        }

        private static String rows(String title, List<String> rows) {
            return rows.isEmpty() ? "" : rows.stream().collect(Collectors.joining("; ", title, "."));
        }
    }

    /**
     * Nothing can be said.
     *
     * @param why one sentence without full stop
     */
    record CouldNotTell(String why) implements Equivalence {
        @Override
        public String words() {
            return "Could not tell: " + why + ".";
        }
    }
}
