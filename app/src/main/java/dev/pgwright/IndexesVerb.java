package dev.pgwright;

import dev.pgwright.advice.index.IndexAdvice;
import dev.pgwright.advice.index.IndexAdvisor;
import dev.pgwright.advice.index.Samples;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.lab.Lab;
import dev.pgwright.postgres.Interruption;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.SampledShares;
import dev.pgwright.report.IndexAdviceResult;
import dev.pgwright.report.IndexAdviceResult.Budget;
import dev.pgwright.report.IndexAdvices;
import dev.pgwright.report.SecondOpinions;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.text.Words;
import dev.pgwright.twin.Calibration;
import dev.pgwright.twin.HypoPgOpinion;
import dev.pgwright.twin.IndexEstimate;
import dev.pgwright.twin.SampledDistincts;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadFile;
import dev.pgwright.workload.WorkloadStatement;
import dev.pgwright.workload.Workloads;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code indexes}: snapshot, twin, calibration, and the search on the twin. Nothing is changed on the target. */
final class IndexesVerb {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    /** Sessions on the twin: each has a copy of it. */
    private static final int SESSIONS = 2;
    /** Statements that are planned between two words of progress. */
    private static final int BATCH = 100;

    private static final int BUDGET_PERCENT = 20;
    private static final long LEAST_BUDGET = 100_000_000;

    private static final String NO_HYPOPG =
            "HypoPG could not be asked: the extension is not installed in this database,"
                    + " or this role may not use it. Install it with CREATE EXTENSION hypopg, or leave out --hypopg.";

    private final CacheFolder cache;
    private final Clock clock;
    private final Progress progress;
    private final IndexWishes wishes;
    private final @Nullable Workload given;

    private IndexesVerb(
            CacheFolder cache, Clock clock, Progress progress, IndexWishes wishes, @Nullable Workload given) {
        this.cache = cache;
        this.clock = clock;
        this.progress = progress;
        this.wishes = wishes;
        this.given = given;
    }

    /** Reads a file of SQL before any server is started; a log is read with the snapshot, which tells its format. */
    static IndexesVerb of(CacheFolder cache, Clock clock, Progress progress, IndexWishes wishes) {
        Path file = wishes.workload();
        boolean sql = file != null && Workloads.isSql(file);
        return new IndexesVerb(cache, clock, progress, wishes, file != null && sql ? read(file) : null);
    }

    /** For statements that are known already. */
    static IndexesVerb of(CacheFolder cache, Clock clock, Progress progress, Workload workload) {
        return new IndexesVerb(cache, clock, progress, new IndexWishes(null, null, false), workload);
    }

    /** For a live database, which is asked for its plans first. */
    IndexAdviceResult run(Place place) {
        try (Session session = Session.open(place.target())) {
            progress.report("reading " + place.label());
            Snapshot snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
            Workload workload = workload(place.lab(), snapshot);
            try (Twin twin = start(snapshot)) {
                List<Calibration.Result> calibration = calibrate(session, twin, workload.statements());
                Samples samples =
                        new Samples(new SampledShares(session, snapshot), new SampledDistincts(session, snapshot));
                IndexAdviceResult advice = advise(twin, workload, calibration, samples, place.label());
                return wishes.hypoPg() ? withHypoPg(session, advice, workload.statements()) : advice;
            }
        }
    }

    private IndexAdviceResult withHypoPg(Session session, IndexAdviceResult advice, List<WorkloadStatement> workload) {
        if (advice.selected().isEmpty()) {
            return advice;
        }
        progress.report("asking HypoPG");
        List<WhatIfIndex> indexes = advice.selected().stream()
                .map(index ->
                        WhatIfIndex.of(index.change(), new IndexEstimate(index.bytes() / IndexEstimate.PAGE, 0, 0)))
                .toList();
        List<WorkloadStatement> served = SecondOpinions.served(advice, workload);
        Optional<HypoPgOpinion> opinion = HypoPgOpinion.ask(session, indexes, served);
        return opinion.isPresent()
                ? advice.with(SecondOpinions.of(advice, served, opinion.get()), List.of())
                : advice.with(null, List.of(NO_HYPOPG));
    }

    /** For a saved snapshot: no database is asked for anything. */
    IndexAdviceResult run(Snapshot snapshot, String label) {
        if (wishes.hypoPg()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "HypoPG cannot be asked: " + label + " is a saved snapshot",
                    "Leave out --hypopg, or give the database itself.");
        }
        Workload workload = workload(null, snapshot);
        try (Twin twin = start(snapshot)) {
            return advise(twin, workload, List.of(), Samples.NONE, label);
        }
    }

    private Twin start(Snapshot snapshot) {
        Interruption.check();
        return Twin.start(cache, snapshot, progress::report);
    }

    private static Workload read(Path file) {
        WorkloadFile read = WorkloadFile.read(file);
        if (read.statements().isEmpty()) {
            String first = read.problems().isEmpty()
                    ? "it is empty"
                    : read.problems().get(0).toString();
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The workload file " + file + " holds no statement that can be read: " + first,
                    "Write SQL statements into it, each with a semicolon behind it.");
        }
        return Workload.of(file.toString(), read);
    }

    /** The given one, the lab's own, or what the server has counted. */
    private Workload workload(@Nullable Lab lab, Snapshot snapshot) {
        if (given != null) {
            return given;
        }
        Path log = wishes.workload();
        if (lab != null && log == null) {
            return Workload.of("lab " + lab.id(), lab.workload());
        }
        Workload counted = Workloads.of(log, snapshot);
        if (counted.statements().isEmpty()) {
            String why = counted.notes().isEmpty()
                    ? (log == null ? "pg_stat_statements has counted" : log + " has")
                            + " none that read or write a table."
                    : counted.notes().get(0);
            throw new PgwrightException(
                    ErrorCode.USAGE, "There are no statements to find indexes for. " + why, "Give --workload FILE.");
        }
        return counted;
    }

    private List<Calibration.Result> calibrate(Session session, Twin twin, List<WorkloadStatement> statements) {
        List<Calibration.Result> results = new ArrayList<>();
        for (int from = 0; from < statements.size(); from += BATCH) {
            Interruption.check();
            int to = Math.min(statements.size(), from + BATCH);
            progress.report("planning statements " + (from + 1) + " to " + to + " of " + statements.size()
                    + " on the database and on its twin");
            results.addAll(Calibration.of(session, twin, statements.subList(from, to)));
        }
        return results;
    }

    private IndexAdviceResult advise(
            Twin twin, Workload workload, List<Calibration.Result> calibration, Samples samples, String label) {
        Snapshot snapshot = twin.snapshot();
        Budget budget = budget(snapshot, wishes.budgetBytes());
        progress.report("searching indexes for "
                + Words.count(workload.statements().size(), "statement", "statements") + ", " + LIMIT.toSeconds()
                + " s at most");
        IndexAdvice advice;
        try (WhatIfIndexes whatIf = twin.whatIf(SESSIONS)) {
            advice = new IndexAdvisor(snapshot, whatIf, samples, IndexesVerb::nanoTime)
                    .advise(workload.statements(), budget.bytes(), LIMIT);
        }
        return new IndexAdvices(snapshot, workload, calibration)
                .result(label, clock.instant(), budget, advice, twin.gaps());
    }

    /** The clock of the search, which looks at it often: there Ctrl-C is noticed. */
    private static long nanoTime() {
        Interruption.check();
        return System.nanoTime();
    }

    private static Budget budget(Snapshot snapshot, @Nullable Long given) {
        if (given != null) {
            return new Budget(given, null);
        }
        long tables = snapshot.rows(Facts.RELATION).stream()
                .mapToLong(Relation::pages)
                .sum();
        long share = tables * IndexEstimate.PAGE * BUDGET_PERCENT / 100;
        return share >= LEAST_BUDGET
                ? new Budget(share, BUDGET_PERCENT + " % of the tables' size; --budget sets another")
                : new Budget(LEAST_BUDGET, "the usual for small tables; --budget sets another");
    }
}
