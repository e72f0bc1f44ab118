package dev.pgwright;

import dev.pgwright.advice.rls.Audience;
import dev.pgwright.advice.rls.PolicyAdvice;
import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.advice.rls.Repair;
import dev.pgwright.advice.rls.RlsAdvice;
import dev.pgwright.advice.rls.RlsAdvisor;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.TableName;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.local.CacheFolder;
import dev.pgwright.proof.clone.CloneDatabase;
import dev.pgwright.proof.clone.CopyLimits;
import dev.pgwright.proof.clone.LocalCopy;
import dev.pgwright.proof.rls.PolicyProof;
import dev.pgwright.proof.rls.StatementRun;
import dev.pgwright.proof.rls.Verdict;
import dev.pgwright.report.RlsReport;
import dev.pgwright.report.RlsReports;
import dev.pgwright.snapshot.Snapshot;
import dev.pgwright.snapshot.SnapshotReader;
import dev.pgwright.twin.EmptyCopy;
import dev.pgwright.twin.Twin;
import dev.pgwright.twin.TwinMeasurements;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.workload.Workload;
import dev.pgwright.workload.WorkloadStatement;
import dev.pgwright.workload.Workloads;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@code rls}: what is slow or unsafe in policies, repairs, and the proof that they let the same rows through. */
final class RlsVerb {
    private final CacheFolder cache;
    private final Clock clock;
    private final Progress progress;
    private final RlsWishes wishes;

    RlsVerb(CacheFolder cache, Clock clock, Progress progress, RlsWishes wishes) {
        this.cache = cache;
        this.clock = clock;
        this.progress = progress;
        this.wishes = wishes;
        if (!List.of("copy", "sample", "none").contains(wishes.on())) {
            throw new PgwrightException(
                    ErrorCode.USAGE, "--on takes copy, sample or none", "Give one of them, such as --on sample.");
        }
    }

    /** For a live database or a lab, which is only read. */
    RlsReport run(Place place) {
        try (Session session = Session.open(place.target())) {
            progress.report("reading " + place.label());
            Snapshot snapshot = TwinMeasurements.complete(session, SnapshotReader.read(session));
            PolicyReader reader = new PolicyReader(snapshot);
            RlsAdvice advice = advise(reader);
            if (repaired(advice).isEmpty()) {
                return RlsReports.of(place.label(), clock.instant(), advice, "", Map.of(), List.of());
            }
            Workload workload = workload(place, snapshot);
            if (wishes.on().equals("none")) {
                return prove(place.label(), reader, advice, null, workload.statements());
            }
            try (CloneDatabase copy = copy(session, snapshot)) {
                return prove(place.label(), reader, advice, copy, workload.statements());
            }
        }
    }

    /** For a saved snapshot: generated rows alone. */
    RlsReport run(Snapshot snapshot, String label) {
        PolicyReader reader = new PolicyReader(snapshot);
        return prove(label, reader, advise(reader), null, List.of());
    }

    private RlsAdvice advise(PolicyReader reader) {
        try (Twin twin = Twin.start(cache, reader.snapshot(), progress::report);
                WhatIfIndexes whatIf = twin.whatIf(1)) {
            progress.report("planning policies");
            return new RlsAdvisor(reader, whatIf).advise();
        }
    }

    private Workload workload(Place place, Snapshot snapshot) {
        return wishes.workload() == null && place.lab() != null
                ? Workload.of("", place.lab().workload())
                : Workloads.of(wishes.workload(), snapshot);
    }

    private CloneDatabase copy(Session session, Snapshot snapshot) {
        boolean sample = wishes.on().equals("sample");
        CopyLimits usual = sample ? CopyLimits.SAMPLE : CopyLimits.WHOLE;
        Long bytes = wishes.bytes();
        CopyLimits limits = bytes == null ? usual : usual.withBytes(bytes);
        return sample
                ? LocalCopy.sample(cache, session, snapshot, limits, progress::report)
                : LocalCopy.whole(cache, session, snapshot, limits, progress::report);
    }

    private static List<PolicyAdvice> repaired(RlsAdvice advice) {
        return advice.policies().stream()
                .filter(each -> each.repair().isPresent())
                .toList();
    }

    private RlsReport prove(
            String label,
            PolicyReader reader,
            RlsAdvice advice,
            @Nullable CloneDatabase copy,
            List<WorkloadStatement> statements) {
        Map<String, RlsReports.Proven> proofs = new LinkedHashMap<>();
        List<PolicyAdvice> repaired = repaired(advice);
        List<PolicyAdvice> proven = new ArrayList<>();
        if (!repaired.isEmpty()) {
            try (EmptyCopy empty = EmptyCopy.start(cache, reader.snapshot())) {
                PolicyProof proof = new PolicyProof(reader, new Audience(reader.snapshot()), empty, copy);
                for (PolicyAdvice each : repaired) {
                    progress.report("proving the repair of " + each.reading().key());
                    prove(proof, each, statements, proven, proofs);
                }
            }
        }
        List<String> notes = new ArrayList<>(copy == null ? List.of() : copy.notes());
        RlsAdvice shown = advice.with(proven);
        return RlsReports.of(label, clock.instant(), shown, copy == null ? "" : copy.words(), proofs, notes);
    }

    /** What is for fewer roles may fail where the rest holds. */
    private static void prove(
            PolicyProof proof,
            PolicyAdvice advice,
            List<WorkloadStatement> statements,
            List<PolicyAdvice> proven,
            Map<String, RlsReports.Proven> proofs) {
        TableName table = advice.reading().tableName();
        PolicyAdvice tried = advice;
        Repair repair = advice.repair().orElseThrow();
        Verdict verdict = proof.verdict(table, repair.operations(), repair.isSymbolic());
        Optional<Repair> fewer = repair.withoutRoles();
        if (!verdict.equal()
                && fewer.isPresent()
                && fewer.get().operations().size() < repair.operations().size()) {
            repair = fewer.get();
            tried = advice.with(fewer);
            verdict = proof.verdict(table, repair.operations(), repair.isSymbolic());
        }
        proven.add(tried);
        List<StatementRun> times = verdict.equal() ? proof.times(table, repair.operations(), statements) : List.of();
        proofs.put(advice.reading().key(), new RlsReports.Proven(verdict, times));
    }
}
