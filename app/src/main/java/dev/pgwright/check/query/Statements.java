package dev.pgwright.check.query;

import dev.pgwright.check.CheckInfo;
import dev.pgwright.check.Skipped;
import dev.pgwright.check.Thresholds;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.Statement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The workload as pg_stat_statements counts it: what the application sends again and again. */
public final class Statements {
    private static final Set<String> VERBS =
            Set.of("select", "insert", "update", "delete", "merge", "with", "values", "table", "call", "execute");
    /** pgwright's own statements begin with this comment. */
    private static final String OWN = "/* pgwright:";

    private Statements() {}

    /** One statement, whoever ran it. */
    public record Repeated(long queryId, String query, long calls, double totalMs, long rows) {
        /** Mean run time in milliseconds. */
        public double meanMs() {
            return totalMs / calls;
        }

        private Repeated plus(Repeated other) {
            return new Repeated(queryId, query, calls + other.calls, totalMs + other.totalMs, rows + other.rows);
        }
    }

    /** Statements that reach the server often enough to be a workload. Those run inside functions count with these. */
    public static List<Repeated> repeated(Snapshot snapshot, Thresholds thresholds) {
        Map<Long, Repeated> byId = new LinkedHashMap<>();
        for (Statement statement : snapshot.rows(Facts.STATEMENT)) {
            Long id = statement.queryId();
            String query = statement.query();
            if (id != null && query != null && statement.topLevel() && isWorkload(query)) {
                Repeated one =
                        new Repeated(id, query, statement.calls(), statement.totalExecTimeMs(), statement.rows());
                byId.merge(id, one, Repeated::plus);
            }
        }
        return byId.values().stream()
                .filter(statement -> statement.calls() >= thresholds.statementCalls())
                .toList();
    }

    static double totalMs(List<Repeated> statements) {
        return statements.stream().mapToDouble(Repeated::totalMs).sum();
    }

    /** Not maintenance or DDL, which takes the time that it takes. */
    private static boolean isWorkload(String query) {
        if (query.startsWith(OWN)) {
            return false;
        }
        String text = withoutComments(query).replace("(", " ").stripLeading();
        int end = 0;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        return VERBS.contains(text.substring(0, end).toLowerCase(Locale.ROOT));
    }

    private static String withoutComments(String query) {
        String text = query.stripLeading();
        while (text.startsWith("/*") || text.startsWith("--")) {
            boolean block = text.startsWith("/*");
            int end = text.indexOf(block ? "*/" : "\n");
            text = end < 0 ? "" : text.substring(end + (block ? 2 : 1)).stripLeading();
        }
        return text;
    }

    /** A finding's name for a statement. */
    static String name(Repeated statement) {
        return "statement " + statement.queryId();
    }

    /** A role that sees no other role's statements knows too little of the workload. */
    public static Optional<Skipped> doubt(CheckInfo check, Snapshot snapshot) {
        return snapshot.server().readsAllStatistics()
                ? Optional.empty()
                : Optional.of(check.skipped(
                        "The role " + snapshot.server().role() + " does not see other roles' statements",
                        "GRANT pg_monitor to the role."));
    }

    /** Two digits behind the point are what the clock is worth. */
    static double rounded(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
