package dev.pgwright.advice;

import dev.pgwright.operation.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Operations that are tried, kept and undone together.
 *
 * @param findings keys of the findings that they answer; empty when the workload alone asks for them
 * @param reason why, one sentence
 * @param risk what can go wrong; empty when nothing can
 * @param probes what to measure besides the workload
 * @param parts the proposals of which it was put together; empty for one of its own
 */
public record Proposal(
        Stage stage,
        List<Operation> operations,
        List<String> findings,
        String reason,
        String risk,
        List<Probe> probes,
        List<Proposal> parts) {
    public Proposal {
        operations = List.copyOf(operations);
        findings = List.copyOf(findings);
        probes = List.copyOf(probes);
        parts = List.copyOf(parts);
    }

    /** A proposal of its own. */
    public Proposal(
            Stage stage,
            List<Operation> operations,
            List<String> findings,
            String reason,
            String risk,
            List<Probe> probes) {
        this(stage, operations, findings, reason, risk, probes, List.of());
    }

    /** A proposal that the workload alone judges. */
    public static Proposal of(Stage stage, Operation operation, String finding, String reason) {
        return new Proposal(stage, List.of(operation), List.of(finding), reason, "", List.of());
    }

    /** The same proposal with other operations. */
    Proposal with(List<Operation> others) {
        return new Proposal(stage, others, findings, reason, risk, probes);
    }

    /** This proposal, answering the findings of another one too and measured by its probes as well. */
    Proposal alsoFor(Proposal other) {
        List<String> keys = Stream.concat(findings.stream(), other.findings.stream())
                .distinct()
                .toList();
        List<Probe> measured = new ArrayList<>(probes);
        other.probes.stream()
                .filter(probe -> probes.stream()
                        .noneMatch(p ->
                                p.table().equals(probe.table()) && p.columns().equals(probe.columns())))
                .forEach(measured::add);
        return new Proposal(stage, operations, keys, reason, risk, measured);
    }

    /** All of these as one, to be judged together; they must be of one stage and at least one. */
    public static Proposal together(List<Proposal> proposals) {
        Proposal first = proposals.get(0);
        return new Proposal(
                first.stage,
                proposals.stream().flatMap(p -> p.operations.stream()).toList(),
                proposals.stream().flatMap(p -> p.findings.stream()).distinct().toList(),
                first.reason,
                first.risk,
                proposals.stream().flatMap(p -> p.probes.stream()).toList(),
                proposals);
    }

    /** Why this operation of the proposal, one sentence. */
    public String reasonOf(Operation operation) {
        return parts.stream()
                .filter(part -> part.operations.contains(operation))
                .map(Proposal::reason)
                .findFirst()
                .orElse(reason);
    }

    /** Equal for two proposals of the same change. */
    public String identity() {
        return operations.stream().map(Operation::identity).sorted().collect(Collectors.joining("|"));
    }
}
