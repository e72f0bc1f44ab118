package dev.pgwright.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Outcome of all checks over one snapshot.
 *
 * @param findings worst first, then by key
 * @param passed ids of the checks that looked and found nothing
 */
public record Examination(List<Finding> findings, List<Skipped> skipped, List<String> passed) {
    public Examination {
        findings = List.copyOf(findings);
        skipped = List.copyOf(skipped);
        passed = List.copyOf(passed);
    }

    static Examination of(List<Outcome> outcomes) {
        List<Finding> findings = new ArrayList<>();
        List<Skipped> skipped = new ArrayList<>();
        List<String> passed = new ArrayList<>();
        for (Outcome outcome : outcomes) {
            if (outcome instanceof Outcome.Found found) {
                findings.addAll(found.findings());
            } else if (outcome instanceof Skipped skip) {
                skipped.add(skip);
            } else {
                passed.add(outcome.check());
            }
        }
        findings.sort(Comparator.comparing(Finding::impact).thenComparing(Finding::key));
        return new Examination(findings, skipped, passed);
    }

    /** The findings of one check. */
    public List<Finding> of(String check) {
        return findings.stream().filter(f -> f.check().equals(check)).toList();
    }
}
