package dev.pgwright.report;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Compares two diagnoses, finding by finding and figure by figure. */
public final class Comparisons {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private Comparisons() {}

    /**
     * Compares.
     *
     * @param before name of the first, for people
     * @param after name of the second
     */
    public static Comparison of(String before, Diagnosis first, String after, Diagnosis second) {
        Map<String, ReportedFinding> old = byKey(first);
        Map<String, ReportedFinding> now = byKey(second);
        return new Comparison(
                Result.SCHEMA_VERSION,
                "compare",
                before,
                after,
                without(old, now),
                without(now, old),
                now.values().stream().filter(f -> old.containsKey(f.key())).toList(),
                metrics(first.metrics(), second.metrics()));
    }

    private static Map<String, ReportedFinding> byKey(Diagnosis diagnosis) {
        Map<String, ReportedFinding> findings = new LinkedHashMap<>();
        diagnosis.findings().forEach(finding -> findings.put(finding.key(), finding));
        return findings;
    }

    private static List<ReportedFinding> without(
            Map<String, ReportedFinding> these, Map<String, ReportedFinding> those) {
        return these.values().stream()
                .filter(finding -> !those.containsKey(finding.key()))
                .toList();
    }

    private static List<Comparison.Metric> metrics(Map<String, Object> before, Map<String, Object> after) {
        Set<String> names = new LinkedHashSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Comparison.Metric> metrics = new ArrayList<>();
        for (String name : names) {
            Double old = number(before.get(name));
            Double now = number(after.get(name));
            Double ratio = old == null || now == null || old == 0 ? null : now / old;
            metrics.add(new Comparison.Metric(name, old, now, ratio));
        }
        return metrics;
    }

    private static @Nullable Double number(@Nullable Object value) {
        return value instanceof Number number ? number.doubleValue() : null;
    }

    /**
     * Reads the JSON of a diagnosis; empty when the file is JSON of another kind, such as a snapshot.
     *
     * @throws PgwrightException BAD_FILE when it cannot be read or is no JSON
     */
    public static Optional<Diagnosis> readDiagnosis(Path file) {
        try {
            JsonNode json = MAPPER.readTree(Files.readString(file));
            return json.path("command").asString("").equals("diagnose")
                    ? Optional.of(MAPPER.treeToValue(json, Diagnosis.class))
                    : Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    file + " is neither a snapshot nor a report in JSON",
                    "Give snapshot.json or findings.json of diagnose --out.",
                    e);
        }
    }
}
