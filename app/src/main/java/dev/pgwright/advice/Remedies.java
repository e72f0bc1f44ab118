package dev.pgwright.advice;

import dev.pgwright.advice.index.IndexRemedies;
import dev.pgwright.advice.partition.PartitionRemedies;
import dev.pgwright.advice.rls.RlsRemedies;
import dev.pgwright.advice.schema.SchemaRemedies;
import dev.pgwright.advice.settings.SettingsRemedies;
import dev.pgwright.advice.vacuum.VacuumRemedies;
import dev.pgwright.check.Finding;
import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Vacuum;
import dev.pgwright.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Every remedy, by the id of its check; each theme lists its own. A check that is not here has findings that need a
 * person.
 */
public final class Remedies {
    public static final List<Remedy> ALL = Stream.of(
                    IndexRemedies.ALL,
                    PartitionRemedies.ALL,
                    RlsRemedies.ALL,
                    SchemaRemedies.ALL,
                    SettingsRemedies.ALL,
                    VacuumRemedies.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparing(Remedy::check))
            .toList();

    private Remedies() {}

    /** The remedy for a check. */
    public static Optional<Remedy> find(String check) {
        return ALL.stream().filter(remedy -> remedy.check().equals(check)).findFirst();
    }

    /** The proposal for one finding on its own. */
    public static Optional<Proposal> propose(Finding finding, Snapshot snapshot) {
        return find(finding.check()).flatMap(remedy -> remedy.propose(finding, snapshot));
    }

    /**
     * Proposals for all findings in the order of stages, each change in one of them only: what another proposal makes
     * already is left out, and the finding goes with that one.
     */
    public static List<Proposal> propose(List<Finding> findings, Snapshot snapshot) {
        List<Proposal> proposals = findings.stream()
                .flatMap(finding -> propose(finding, snapshot).stream())
                .sorted(Comparator.comparing(Proposal::stage)
                        // A proposal of several changes is judged as a whole: let it claim them first.
                        .thenComparing(proposal -> -weight(proposal))
                        .thenComparing(Proposal::identity))
                .toList();
        return withoutRepetition(proposals);
    }

    private static int weight(Proposal proposal) {
        return proposal.operations().stream()
                .mapToInt(operation -> identities(operation).size())
                .sum();
    }

    private static List<Proposal> withoutRepetition(List<Proposal> proposals) {
        Map<String, Integer> madeBy = new LinkedHashMap<>();
        List<Proposal> result = new ArrayList<>();
        for (Proposal proposal : proposals) {
            List<Operation> left = new ArrayList<>();
            Set<Integer> others = new LinkedHashSet<>();
            for (Operation operation : proposal.operations()) {
                Integer other = madeBy.get(operation.identity());
                if (other == null) {
                    left.add(operation);
                } else {
                    others.add(other);
                }
            }
            if (!left.isEmpty()) {
                Proposal rest = proposal.with(left);
                rest.operations().forEach(o -> identities(o).forEach(id -> madeBy.put(id, result.size())));
                result.add(rest);
            } else {
                others.forEach(other -> result.set(other, result.get(other).alsoFor(proposal)));
            }
        }
        return result;
    }

    /** What an operation makes superfluous: itself, and a vacuum analyzes on its way. */
    private static Set<String> identities(Operation operation) {
        Set<String> identities = new HashSet<>(Set.of(operation.identity()));
        if (operation instanceof Vacuum vacuum) {
            identities.add(new Analyze(vacuum.table()).identity());
        }
        return identities;
    }
}
