package dev.pgwright.lab;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.pgquery.Script;
import dev.pgwright.pgquery.ScriptPart;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import dev.pgwright.proof.Replay;
import dev.pgwright.proof.Sampling;
import dev.pgwright.proof.Timing;
import dev.pgwright.workload.WorkloadStatement;
import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;

/** Fills an empty database with a lab and sends it the workload once or more, so that its statistics have a past. */
final class LabLoader {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);
    /** Fewer calls of a statement say nothing of its usual time (Thresholds.statementCalls). */
    private static final int FEWEST_CALLS = 5;

    /** What is sent often has a longer past, as long as that costs little. */
    private static final double PAST = 0.05;

    private static final Duration SHORT = Duration.ofMillis(500);

    private final Lab lab;
    private final double scale;
    private final Target target;
    private final Progress progress;

    LabLoader(Lab lab, double scale, Target target, Progress progress) {
        this.lab = lab;
        this.scale = scale;
        this.target = target;
        this.progress = progress;
    }

    void load() {
        try (WriteSession session = WriteSession.open(target)) {
            runScripts(session);
        }
        progress.report("lab " + lab.id() + ": running its workload");
        // a session of its own: the settings of the database hold for new sessions only
        runWorkload();
    }

    private void runScripts(WriteSession session) {
        try {
            session.execute("SET lab.scale = "
                    + Identifiers.literal(BigDecimal.valueOf(scale).toPlainString()));
            session.execute("SET client_min_messages = warning");
            session.execute("SET maintenance_work_mem = '256MB'");
            for (String script : lab.scripts()) {
                progress.report("lab " + lab.id() + ": " + script);
                String text = Lab.resource(script);
                for (ScriptPart part : Script.split(text)) {
                    session.execute(part.text(text));
                }
            }
            session.execute("SELECT extensions.pg_stat_statements_reset()"); // the loading is not the lab's past
        } catch (SQLException e) {
            throw session.translate(e);
        }
    }

    private void runWorkload() {
        try (Replay replay = new Replay(target, false)) {
            for (WorkloadStatement statement : lab.workload().statements()) {
                int most = (int) Math.max(FEWEST_CALLS, statement.calls() * PAST);
                Timing timing = replay.time(statement, new Sampling(FEWEST_CALLS - 1, most, SHORT, TIMEOUT));
                if (timing.problem() != null) {
                    throw new PgwrightException(
                            ErrorCode.INTERNAL,
                            "Lab " + lab.id() + ": " + statement.name() + " failed: " + timing.problem(),
                            "Report this as a bug.");
                }
            }
        }
    }
}
