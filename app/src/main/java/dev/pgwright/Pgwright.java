package dev.pgwright;

import dev.pgwright.advice.Proposal;
import dev.pgwright.advice.Remedies;
import dev.pgwright.change.Change;
import dev.pgwright.change.Ledgers;
import dev.pgwright.change.Progress;
import dev.pgwright.change.UndoRun;
import dev.pgwright.check.CheckPage;
import dev.pgwright.check.CheckRunner;
import dev.pgwright.check.Checks;
import dev.pgwright.check.Examination;
import dev.pgwright.check.Finding;
import dev.pgwright.check.Thresholds;
import dev.pgwright.lab.Lab;
import dev.pgwright.lab.LabServer;
import dev.pgwright.operation.Operation;
import dev.pgwright.pgquery.PgQuery;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.report.CheckListing;
import dev.pgwright.report.Comparison;
import dev.pgwright.report.Comparisons;
import dev.pgwright.report.DatabaseMetrics;
import dev.pgwright.report.Diagnosis;
import dev.pgwright.report.IndexAdviceResult;
import dev.pgwright.report.LedgerListing;
import dev.pgwright.report.PlanReport;
import dev.pgwright.report.ProofReport;
import dev.pgwright.report.ReportedFinding;
import dev.pgwright.report.Result;
import dev.pgwright.report.RlsReport;
import dev.pgwright.report.Tuning;
import dev.pgwright.report.Tunings;
import dev.pgwright.report.Verification;
import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotFile;
import dev.pgwright.snapshot.SnapshotReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facade: one method per verb. The command line, and later the server and MCP, are thin adapters over it. */
public final class Pgwright implements AutoCloseable {
    private final Map<String, String> environment;
    private final Path home;
    private final Clock clock;
    private final Progress progress;
    private final CacheFolder cache;
    private final Ledgers ledgers;
    private @Nullable PgQuery parser;

    /**
     * For one process.
     *
     * @param environment its environment variables
     * @param home the user's home folder
     */
    public Pgwright(Map<String, String> environment, Path home, Clock clock, Progress progress) {
        this.environment = Map.copyOf(environment);
        this.home = home;
        this.clock = clock;
        this.progress = progress;
        this.cache = CacheFolder.of(environment);
        this.ledgers = new Ledgers(Ledgers.stateFolder(environment));
    }

    /** A snapshot and how the user would name its source again. */
    public record Reading(Snapshot snapshot, String label) {}

    /** Finds the database that the user means; a lab that does not run is started for the time of the result. */
    public Place place(@Nullable String target, @Nullable String lab, @Nullable Double scale) {
        if (lab != null) {
            Lab wanted = Lab.named(lab);
            LabServer server = LabServer.use(cache, wanted, scale, progress);
            return new Place(parse(server.uri()), "--lab " + lab, wanted, server);
        }
        Target resolved = parse(target == null ? "" : target);
        return new Place(resolved, Labels.of(target, resolved), null, null);
    }

    private Target parse(String text) {
        return new TargetParser(environment, home).parse(text);
    }

    /** Reads a snapshot from a live database, a lab, or a file. */
    public Reading read(@Nullable String target, @Nullable String lab, @Nullable Double scale) {
        if (target != null && isFile(target, lab)) {
            return new Reading(SnapshotFile.load(Path.of(target)), target);
        }
        try (Place place = place(target, lab, scale)) {
            progress.report("reading " + place.label());
            return new Reading(snapshot(place.target()), place.label());
        }
    }

    private static boolean isFile(String target, @Nullable String lab) {
        return lab == null && !TargetParser.looksLikeTarget(target) && Files.exists(Path.of(target));
    }

    private static Snapshot snapshot(Target target) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }

    /**
     * Runs all checks.
     *
     * @param ignored keys of findings, or ids of checks, to leave out
     */
    public Diagnosis diagnose(Snapshot snapshot, String label, List<String> ignored) {
        Examination examination = CheckRunner.run(snapshot, Thresholds.general());
        List<ReportedFinding> findings = examination.findings().stream()
                .filter(finding -> !ignored.contains(finding.key()) && !ignored.contains(finding.check()))
                .map(finding -> reported(finding, snapshot))
                .toList();
        return Diagnosis.of(
                label,
                snapshot.takenAt(),
                findings,
                examination.skipped(),
                examination.passed(),
                DatabaseMetrics.of(snapshot));
    }

    private static ReportedFinding reported(Finding finding, Snapshot snapshot) {
        Optional<Proposal> proposal = Remedies.propose(finding, snapshot);
        List<Operation> operations = proposal.map(Proposal::operations).orElse(List.of());
        return ReportedFinding.of(
                finding, operations, proposal.map(Proposal::risk).orElse(""));
    }

    /**
     * The whole loop.
     *
     * @param workload statements to measure with; null for the lab's own, or none
     * @param apply false for a dry run, which changes nothing of the user's
     */
    public Tuning tune(Place place, @Nullable Path workload, boolean apply) {
        return new TuneVerb(parser(), ledgers, clock, progress).run(place, workload, apply);
    }

    /** The index advisor, for a live database, a lab, or a saved snapshot. */
    public IndexAdviceResult indexes(
            @Nullable String target, @Nullable String lab, @Nullable Double scale, IndexWishes wishes) {
        IndexesVerb verb = IndexesVerb.of(cache, clock, progress, wishes);
        if (target != null && isFile(target, lab)) {
            return verb.run(SnapshotFile.load(Path.of(target)), target);
        }
        try (Place place = place(target, lab, scale)) {
            return verb.run(place);
        }
    }

    /** Row-level security of a live database, a lab, or a saved snapshot; nothing is changed. */
    public RlsReport rls(@Nullable String target, @Nullable String lab, @Nullable Double scale, RlsWishes wishes) {
        RlsVerb verb = new RlsVerb(cache, clock, progress, wishes);
        if (target != null && isFile(target, lab)) {
            return verb.run(SnapshotFile.load(Path.of(target)), target);
        }
        try (Place place = place(target, lab, scale)) {
            return verb.run(place);
        }
    }

    /** Measures changes on a copy; the database is only read. */
    public ProofReport prove(Place place, ProofWishes wishes) {
        return new ProveVerb(cache, clock, progress, this::parse, wishes).run(place);
    }

    /**
     * Applies the operations of a plan, which is the JSON of a dry run.
     *
     * @param afterwards what is to be done when the work is over that the plan prepares, not what prepares it
     */
    public Tuning apply(Place place, Path plan, boolean afterwards, ApplyWishes wishes) {
        PlanFile file = PlanFile.read(plan, afterwards);
        new ViewGuard(cache, progress).check(place.target(), file.operations());
        boolean tried = file.tried() && !wishes.whole() && wishes.watch() == null;
        return tried
                ? new TuneVerb(parser(), ledgers, clock, progress).apply(place, file, wishes)
                : new ApplyVerb(ledgers, clock, progress).run(place, file, wishes);
    }

    /** Preparation or maintenance: what would be done, in order. */
    public PlanReport plan(Place place, PlanWishes wishes) {
        return planVerb().show(place, wishes);
    }

    /** Preparation or maintenance, done with figures before and after. */
    public Tuning plan(Place place, PlanWishes wishes, ApplyWishes how) {
        return planVerb().apply(place, wishes, how);
    }

    private PlanVerb planVerb() {
        return new PlanVerb(cache, ledgers, clock, progress, this::parse);
    }

    /** What {@link #apply} would do. */
    public PlanReport show(Place place, Path plan, boolean afterwards) {
        return new ApplyVerb(ledgers, clock, progress).show(place, PlanFile.read(plan, afterwards));
    }

    /**
     * Looks at what is watched in production, and concludes what is due.
     *
     * @param now concludes all of it, due or not
     */
    public Verification verify(Place place, boolean now) {
        return new ApplyVerb(ledgers, clock, progress).verify(place, ApplyWishes.usual(null), now);
    }

    /**
     * Takes changes back.
     *
     * @param ids numbers in the ledger; empty for all
     */
    public Tuning undo(Place place, Set<Long> ids) {
        List<Change> undone = new UndoRun(place.target(), clock, progress).run(ledgers, ids);
        return Tuning.of(
                "undo",
                place.label(),
                clock.instant(),
                true,
                null,
                List.of(),
                null,
                undone.stream().map(Tunings::operation).toList(),
                List.of(),
                List.of(),
                undone.isEmpty() ? List.of("There was nothing to take back.") : List.of());
    }

    /** Every change that is recorded for this database. */
    public LedgerListing ledger(Place place) {
        List<LedgerListing.Entry> entries = ledgers.read(place.target()).stream()
                .map(change -> new LedgerListing.Entry(Tunings.operation(change), change.run(), change.changedAt()))
                .toList();
        return new LedgerListing(Result.SCHEMA_VERSION, "ledger", place.label(), entries);
    }

    /** Long jobs over a table. */
    public BatchVerbs batch() {
        return new BatchVerbs(clock, progress);
    }

    /** Compares two files, each a snapshot or the JSON of a diagnosis. */
    public Comparison compare(Path before, Path after) {
        return Comparisons.of(before.toString(), diagnosis(before), after.toString(), diagnosis(after));
    }

    private Diagnosis diagnosis(Path file) {
        return Comparisons.readDiagnosis(file)
                .orElseGet(() -> diagnose(SnapshotFile.load(file), file.toString(), List.of()));
    }

    /** All checks. */
    public CheckListing checks() {
        return new CheckListing(Checks.ALL.stream()
                .map(check -> check.info())
                .sorted(Comparator.comparing(info -> info.id()))
                .map(info -> new CheckListing.Entry(
                        info.id(),
                        info.theme(),
                        info.impact(),
                        info.needs().stream().map(Fact::id).toList()))
                .toList());
    }

    /** The page of a check, as Markdown. */
    public String explain(String check) {
        return CheckPage.of(check).markdown();
    }

    /** Starts a lab that outlives this process; its URI. */
    public String startLab(String name, @Nullable Double scale) {
        return LabServer.keepRunning(cache, Lab.named(name), scale, progress);
    }

    /** Stops a lab; a sentence on what was done. */
    public String stopLab(String name) {
        return LabServer.stop(cache, Lab.named(name))
                ? "Lab " + name + " is stopped and its data removed.\n"
                : "Lab " + name + " was not running.\n";
    }

    /** What a lab is, and whether it runs. */
    public String describeLab(String name) {
        Lab lab = Lab.named(name);
        String state =
                LabServer.running(cache, lab).map(uri -> "running at " + uri).orElse("not running");
        return "Lab " + name + " is " + state + ".\n"
                + lab.workload().statements().size() + " statements in its workload, "
                + lab.expectation().found().size() + " planted findings.\n"
                + "Start it: ./pgwright lab " + name + " start\n";
    }

    private PgQuery parser() {
        PgQuery open = parser;
        if (open == null) {
            open = PgQuery.open();
            parser = open;
        }
        return open;
    }

    @Override
    public void close() {
        if (parser != null) {
            parser.close();
        }
    }
}
