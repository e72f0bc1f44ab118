package dev.pgwright;

import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.TargetParser;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.clone.CloneDatabase;
import dev.pgwright.proof.clone.CloneProof;
import dev.pgwright.proof.clone.CopyLimits;
import dev.pgwright.proof.clone.GivenClone;
import dev.pgwright.proof.clone.LocalCopy;
import dev.pgwright.proof.clone.Pace;
import dev.pgwright.proof.clone.TemplateClone;
import dev.pgwright.report.ProofReport;
import dev.pgwright.report.Proofs;
import dev.pgwright.report.WorkloadNotes;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.workload.Measurable;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** {@code prove}: a copy, the changes in it, and what each statement says of them. The database is only read. */
final class ProveVerb {
    private final CacheFolder cache;
    private final Clock clock;
    private final Progress progress;
    private final Function<String, Target> parser;
    private final ProofWishes wishes;

    /**
     * A verb.
     *
     * @param parser of what the user wrote for a copy of his own
     */
    ProveVerb(CacheFolder cache, Clock clock, Progress progress, Function<String, Target> parser, ProofWishes wishes) {
        this.cache = cache;
        this.clock = clock;
        this.progress = progress;
        this.parser = parser;
        this.wishes = wishes;
    }

    ProofReport run(Place place) {
        progress.report("reading " + place.label());
        Snapshot snapshot = snapshot(place.target());
        List<Operation> provable = new ArrayList<>();
        List<Operation> others = new ArrayList<>();
        operations(snapshot).forEach(o -> (CloneProof.isProvable(o) ? provable : others).add(o));
        if (provable.isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "The plan " + wishes.plan() + " holds no change that can be measured on a copy",
                    "Give a plan with indexes to create or drop.");
        }
        boolean writtenDown = wishes.workload() == null ? place.lab() != null : Workloads.isSql(wishes.workload());
        Workload workload = workload(place, snapshot, writtenDown);
        CloneProof.Options options = CloneProof.Options.USUAL
                .withPace(Pace.USUAL.withLimit(Duration.ofSeconds(wishes.longestRunSeconds())))
                .withLeastFactor(wishes.leastFactor())
                .withSeed(wishes.seed())
                .withReadOnly(!writtenDown);
        try (CloneDatabase copy = open(place, snapshot)) {
            CloneProof.Result result =
                    new CloneProof(copy, workload.statements(), options, progress::report).prove(provable);
            List<String> notes = new ArrayList<>(copy.notes());
            notes.addAll(WorkloadNotes.of(workload));
            return Proofs.of(
                    place.label(), clock.instant(), wishes.plan().toString(), copy.words(), result, others, notes);
        }
    }

    private Workload workload(Place place, Snapshot snapshot, boolean writtenDown) {
        Workload all = wishes.workload() == null && place.lab() != null
                ? Workload.of("", place.lab().workload())
                : Workloads.of(wishes.workload(), snapshot);
        Workload workload = writtenDown ? all : Measurable.of(all, snapshot);
        if (workload.statements().isEmpty()) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "There are no statements to measure. " + String.join(" ", workload.notes()),
                    "Give statements with --workload FILE.");
        }
        return workload;
    }

    private List<Operation> operations(Snapshot snapshot) {
        Path file = wishes.plan();
        try {
            String text = Files.readString(file);
            return text.stripLeading().startsWith("{")
                    ? PlanFile.read(file, false).operations()
                    : IndexScript.read(file, text, snapshot);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE, "The file " + file + " cannot be read", "Check its name and permissions.", e);
        }
    }

    private CloneDatabase open(Place place, Snapshot snapshot) {
        return switch (wishes.on()) {
            case "template" -> TemplateClone.of(place.target(), progress::report);
            case "copy", "sample" -> local(place, snapshot, wishes.on().equals("sample"));
            default -> given(place, snapshot);
        };
    }

    private CloneDatabase local(Place place, Snapshot snapshot, boolean sample) {
        CopyLimits usual = sample ? CopyLimits.SAMPLE : CopyLimits.WHOLE;
        CopyLimits limits = (wishes.bytes() == null ? usual : usual.withBytes(wishes.bytes()))
                .withBytesPerSecond(wishes.bytesPerSecond())
                .withSeed(wishes.seed());
        try (Session session = Session.open(place.target())) {
            return sample
                    ? LocalCopy.sample(cache, session, snapshot, limits, progress::report)
                    : LocalCopy.whole(cache, session, snapshot, limits, progress::report);
        }
    }

    private CloneDatabase given(Place place, Snapshot snapshot) {
        if (!TargetParser.looksLikeTarget(wishes.on())) {
            throw new PgwrightException(
                    ErrorCode.USAGE,
                    "--on takes copy, sample, template, or the URI of a copy",
                    "Give one of them, such as --on copy.");
        }
        Target copy = parser.apply(wishes.on());
        try (Session original = Session.open(place.target());
                Session clone = Session.open(copy)) {
            return GivenClone.of(original, clone, snapshot, SnapshotReader.read(clone));
        }
    }

    private static Snapshot snapshot(Target target) {
        try (Session session = Session.open(target)) {
            return SnapshotReader.read(session);
        }
    }
}
