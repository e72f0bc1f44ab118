package dev.pgwright;

import dev.pgwright.batch.JobOptions;
import dev.pgwright.batch.TableJobs;
import dev.pgwright.batch.partition.ConversionRequest;
import dev.pgwright.batch.partition.TableConversion;
import dev.pgwright.batch.score.LiveScores;
import dev.pgwright.batch.score.ScoreEndpoint;
import dev.pgwright.batch.score.ScoreObjects;
import dev.pgwright.batch.score.ScoreOptions;
import dev.pgwright.batch.score.ScoreRun;
import dev.pgwright.batch.score.ScoreSpec;
import dev.pgwright.batch.score.SpecFile;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.lab.Lab;
import dev.pgwright.report.JobReport;
import dev.pgwright.report.ScoreExplanation;
import dev.pgwright.report.ScoreReport;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The facade's part for {@code batch}: one method per verb. */
public final class BatchVerbs {
    private static final int MINUTES_BETWEEN_REFRESHES = 15;

    private final Clock clock;
    private final Progress progress;

    BatchVerbs(Clock clock, Progress progress) {
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Scores every user against every item and swaps the best in.
     *
     * @param file the scoring description; null for the lab's own
     */
    public ScoreReport score(Place place, @Nullable Path file, ScoreOptions options) {
        return ScoreReport.of(place.label(), scoreRun(place, file).run(options));
    }

    /** What {@link #score} would do. */
    public ScoreExplanation explainScore(Place place, @Nullable Path file) {
        return ScoreExplanation.of(place.label(), scoreRun(place, file).explain());
    }

    /** Shows the results before the last again; a sentence on it. */
    public String scoreBack(Place place, @Nullable Path file) {
        return "Readers see generation " + scoreRun(place, file).goBack() + " again.\n";
    }

    /** Removes what scoring made; a sentence on it. */
    public String dropScore(Place place, @Nullable Path file) {
        scoreRun(place, file).drop();
        return "The view and all its generations are removed.\n";
    }

    /** SQL for those who score inside the database. */
    public String scoreObjects(Place place, @Nullable Path file) {
        Scoring scoring = scoring(place, file);
        return new ScoreObjects(place.target(), scoring.spec(), scoring.label()).script(MINUTES_BETWEEN_REFRESHES);
    }

    /** Makes the triggers that tell of changes, or takes them away; what was run. */
    public String scoreTriggers(Place place, @Nullable Path file, boolean install) {
        Scoring scoring = scoring(place, file);
        ScoreObjects objects = new ScoreObjects(place.target(), scoring.spec(), scoring.label());
        List<String> run = install ? objects.installTriggers() : objects.removeTriggers();
        return String.join(";\n", run) + ";\n";
    }

    /**
     * Serves scores from memory until it is closed.
     *
     * @param access who may ask, and how long caches may keep an answer
     * @param readAgain after this time everything is read again
     */
    public ScoreEndpoint serveScores(
            Place place, @Nullable Path file, String host, int port, ScoreEndpoint.Access access, Duration readAgain) {
        Scoring scoring = scoring(place, file);
        int askers = 2 * Runtime.getRuntime().availableProcessors();
        LiveScores scores =
                new LiveScores(place.target(), scoring.spec(), scoring.label(), askers, readAgain, clock, progress);
        return ScoreEndpoint.start(scores, host, port, askers, access);
    }

    private record Scoring(ScoreSpec spec, String label) {}

    private ScoreRun scoreRun(Place place, @Nullable Path file) {
        Scoring scoring = scoring(place, file);
        return new ScoreRun(place.target(), scoring.spec(), scoring.label(), progress);
    }

    private static Scoring scoring(Place place, @Nullable Path file) {
        if (file != null) {
            return new Scoring(SpecFile.read(file), file.toString());
        }
        Lab lab = place.lab();
        String own = lab == null ? null : lab.scoring().orElse(null);
        if (own == null) {
            throw new PgwrightException(
                    ErrorCode.USAGE, "A scoring description is missing", "Give it with --spec FILE.");
        }
        return new Scoring(SpecFile.parse(own, "of the lab"), "of the lab");
    }

    /** Runs a statement for each chunk of a table, or tries the first one. */
    public JobReport backfill(Place place, String table, String statement, JobOptions options, boolean dry) {
        return JobReport.of(place.label(), jobs(place, options).backfill(table, statement, dry));
    }

    /** Moves rows to another table chunk by chunk, or tries the first one. */
    public JobReport archive(
            Place place, String table, String archive, String condition, JobOptions options, boolean dry) {
        return JobReport.of(place.label(), jobs(place, options).archive(table, archive, condition, dry));
    }

    /** Turns a table into a partitioned one while it is used, or says what that would take. */
    public JobReport partition(Place place, ConversionRequest request, JobOptions options, boolean dry) {
        return JobReport.of(place.label(), conversion(place, options).convert(request, dry));
    }

    /** Puts the table back that was converted. */
    public JobReport undoPartition(Place place, String table, JobOptions options) {
        return JobReport.of(place.label(), conversion(place, options).undo(table));
    }

    /** Drops the table that was converted; the partitioned one stays. */
    public JobReport dropPartitioned(Place place, String table, JobOptions options) {
        return JobReport.of(place.label(), conversion(place, options).dropOld(table));
    }

    private TableConversion conversion(Place place, JobOptions options) {
        return new TableConversion(place.target(), options, progress);
    }

    /** Lets a running job stop; a sentence on it. */
    public String pauseJob(Place place, int id) {
        return jobs(place, JobOptions.usual()).pause(id)
                ? "Job " + id + " stops after the chunks that are being worked on.\n"
                : "There is no running job " + id + ".\n";
    }

    private TableJobs jobs(Place place, JobOptions options) {
        return new TableJobs(place.target(), options, progress);
    }
}
