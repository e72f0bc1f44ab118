package dev.pgwright.workload;

import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Setting;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.StatementInfo;
import dev.pgwright.text.Words;
import java.util.ArrayList;
import java.util.List;

/** What pg_stat_statements did not count, and what its texts do not say. */
final class StatementNotes {
    /** Share of the statements that is forgotten at once, and the least number of them (pg_stat_statements.c). */
    private static final int FORGOTTEN_PERCENT = 5;

    private static final int LEAST_FORGOTTEN = 10;
    private static final int DEFAULT_MAX = 5000;

    private final Snapshot snapshot;
    private final List<WorkloadStatement> statements;
    private final boolean callsFunctions;
    private final int underPolicies;
    private final List<String> notes = new ArrayList<>();

    StatementNotes(Snapshot snapshot, List<WorkloadStatement> statements, boolean callsFunctions, int underPolicies) {
        this.snapshot = snapshot;
        this.statements = statements;
        this.callsFunctions = callsFunctions;
        this.underPolicies = underPolicies;
    }

    List<String> all() {
        forgotten();
        tracking();
        values();
        policies();
        return notes;
    }

    private String setting(String name, String otherwise) {
        return snapshot.setting("pg_stat_statements." + name)
                .map(Setting::value)
                .orElse(otherwise);
    }

    /** Entries with the fewest calls go first, however long those took. */
    private void forgotten() {
        long times = snapshot.rows(Facts.STATEMENT_INFO).stream()
                .mapToLong(StatementInfo::deallocations)
                .sum();
        if (times > 0) {
            long max = max();
            long entries = times * Math.max(LEAST_FORGOTTEN, max * FORGOTTEN_PERCENT / 100);
            notes.add("pg_stat_statements has room for " + max + " statements of all databases and ran out of it "
                    + Words.count(times, "time", "times") + ": up to " + entries
                    + " of the least called were forgotten, and their time is missing here."
                    + " Raise pg_stat_statements.max.");
        }
    }

    private long max() {
        try {
            return Long.parseLong(setting("max", String.valueOf(DEFAULT_MAX)));
        } catch (NumberFormatException e) {
            return DEFAULT_MAX;
        }
    }

    private void tracking() {
        String track = setting("track", "top");
        if (track.equals("none")) {
            notes.add("pg_stat_statements.track is none: nothing new is counted.");
        } else if (track.equals("top") && callsFunctions) {
            notes.add("Statements inside functions are not counted on their own (pg_stat_statements.track is top): set"
                    + " it to all to see them.");
        }
        if (setting("track_planning", "off").equals("off")) {
            notes.add("Times are without planning (pg_stat_statements.track_planning is off).");
        }
    }

    private void policies() {
        if (underPolicies > 0) {
            notes.add(Words.count(underPolicies, "statement runs", "statements run")
                    + " under row-level security. What their policies ask of the session, such as"
                    + " request.jwt.claims, is not counted, so they are planned for nobody in particular.");
        }
    }

    private void values() {
        long generic = statements.stream().filter(WorkloadStatement::isGeneric).count();
        if (snapshot.isRedacted()) {
            notes.add("The snapshot holds no values: statements are planned without them, so skew and partial indexes"
                    + " stay unseen.");
        } else if (generic > 0) {
            notes.add(Words.count(generic, "statement has a parameter", "statements have parameters")
                    + " of which nothing is known: the planner decides without them.");
        }
    }
}
