package dev.pgwright.workload;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Statements that are not in a workload.
 *
 * @param reason why
 * @param what what the reason is about, for example the relation that is gone; empty when there is nothing to add
 * @param statements how many
 * @param calls how often they were sent
 * @param millis time that the server spent on them; that of statements inside functions is part of the calling
 *     statements' and not in it
 * @param share of all that time, 0 to 1
 */
public record LeftOut(Reason reason, String what, int statements, double calls, double millis, double share) {
    /** Why a statement is not in a workload. */
    public enum Reason {
        /** Sent by pgwright itself. */
        OWN("sent by pgwright itself"),
        /** BEGIN, COMMIT, SAVEPOINT, ... */
        TRANSACTION("transaction control"),
        /** DDL, SET, VACUUM, COPY of a table, ...: the planner has no say in it. */
        UTILITY("utility commands"),
        /** Reads PostgreSQL's own catalogs and the views of extensions only. */
        SYSTEM("read system catalogs only"),
        /** Reads nothing, for example SELECT 1. */
        NO_TABLE("read no table"),
        /** Another role's, whose text only pg_read_all_stats may see. */
        HIDDEN("of other roles: grant pg_read_all_stats to see them"),
        /** Names a relation that is not there: a temporary one, or one that was dropped. */
        GONE("name a relation that is not there"),
        /** PostgreSQL's grammar does not accept the text. */
        UNREADABLE("cannot be parsed"),
        /** Prepared, and never run as far as the log tells. */
        NOT_RUN("prepared only"),
        /** Sent in one message with others, so that their time is not known. */
        SEVERAL("sent several at once"),
        /** Inside a function, whose own call is measured. */
        INSIDE("run inside functions"),
        /** A value for a parameter is missing, so it can be planned, but not run. */
        NO_VALUES("have parameters of which nothing is known"),
        /** Takes long as it is. */
        HEAVY("take more than 5 s on average"),
        /** Writes, locks rows, or calls what may do more than read. */
        WRITES("write, or call what may"),
        /** Its policies ask who is signed in, which is not known. */
        SIGNED_IN("run under policies that ask who is signed in"),
        /** Behind the costliest ones. */
        CHEAPER("cost less than those"),
        /** In the log of another database than the one asked for. */
        OTHER_DATABASE("of another database");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /** For people: what these statements are or do. */
        public String words() {
            return words;
        }
    }

    /** One of a kind, to be summed up. */
    record One(Reason reason, String what, double calls, double millis) {}

    /** Sums those with the same reason, the costliest reason first. */
    static List<LeftOut> sum(List<One> ones, double totalMillis) {
        return ones.stream().collect(Collectors.groupingBy(one -> List.of(one.reason, one.what))).values().stream()
                .map(same -> sumOfSame(same, totalMillis))
                .sorted(Comparator.comparingDouble(LeftOut::millis)
                        .reversed()
                        .thenComparing(LeftOut::reason)
                        .thenComparing(LeftOut::what))
                .toList();
    }

    private static LeftOut sumOfSame(List<One> same, double totalMillis) {
        double calls = same.stream().mapToDouble(One::calls).sum();
        double millis = same.stream().mapToDouble(One::millis).sum();
        double share = totalMillis > 0 ? millis / totalMillis : 0;
        return new LeftOut(same.get(0).reason, same.get(0).what, same.size(), calls, millis, share);
    }
}
