package dev.pgwright.proof.rls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.rls.Cause;
import dev.pgwright.advice.rls.PolicyAdvice;
import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.advice.rls.Problem;
import dev.pgwright.advice.rls.RlsAdvice;
import dev.pgwright.twin.EmptyCopy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published cases of slow policies and probes of all shapes: causes, repairs, and the proof of these. */
class RlsCasesTest {
    private static final int ROWS = 6000;

    private static RlsLab lab;
    private static PolicyReader reader;
    private static RlsAdvice advice;
    private static EmptyCopy empty;
    private static final Map<String, Map<String, String>> CASES = new LinkedHashMap<>();
    private static final Map<String, String> PROBES = new LinkedHashMap<>();

    @BeforeAll
    static void start() {
        lab = new RlsLab();
        for (String block : RlsLab.resource("cases.txt").split("\n\n")) {
            String[] lines = block.strip().split("\n");
            Map<String, String> fields = Arrays.stream(lines)
                    .skip(1)
                    .collect(Collectors.toMap(
                            l -> l.substring(0, l.indexOf(':')), l -> l.substring(l.indexOf(':') + 2)));
            String name = lines[0].substring(3, lines[0].indexOf(" |"));
            CASES.put(name, fields);
            lab.docs(name, ROWS, fields.getOrDefault("before", ""));
            lab.docs(
                    name + "_repaired",
                    ROWS,
                    fields.getOrDefault("after", "").replace(name + ".", name + "_repaired."));
            if (fields.containsKey("also")) {
                lab.run(fields.getOrDefault("also", "").replace("public." + name, "public." + name + "_repaired"));
            }
        }
        for (String line : RlsLab.resource("probes.txt").split("\n")) {
            String[] parts = line.substring(3).split(" \\| ?", -1);
            PROBES.put(parts[0], parts[2]);
            lab.docs(parts[0], ROWS, parts[1]);
        }
        reader = new PolicyReader(lab.snapshot());
        advice = lab.advise(reader);
        empty = lab.empty(reader.snapshot());
    }

    @AfterAll
    static void stop() {
        empty.close();
        lab.close();
    }

    private static Set<String> causes(PolicyAdvice policy) {
        return policy.problems().stream()
                .map(Problem::cause)
                .map(cause -> cause.id().substring("rls-".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @TestFactory
    List<DynamicTest> everyCauseIsNamedAndRepaired() {
        List<DynamicTest> tests = new ArrayList<>();
        CASES.forEach((name, fields) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            PolicyAdvice policy = RlsLab.of(advice, name);
            assertThat(causes(policy))
                    .containsAll(List.of(fields.getOrDefault("causes", "").split(" ")));
            assertThat(policy.repair()).isPresent();
            Verdict verdict = lab.proof(reader, empty)
                    .verdict(
                            policy.reading().tableName(),
                            policy.repair().orElseThrow().operations(),
                            policy.repair().orElseThrow().isSymbolic());
            assertThat(verdict.equal()).as(verdict.words()).isTrue();
            assertThat(verdict.rows())
                    .as("all rows, or as many as the slow form lets be asked about in the time given")
                    .isGreaterThan(ROWS / 20);
        })));
        return tests;
    }

    @TestFactory
    List<DynamicTest> thirteenProbes() {
        assertThat(PROBES).hasSize(13);
        Set<String> perRow = Set.of(
                "call-per-row",
                "half-wrapped",
                "correlated-sub-select",
                "useless-wrapper",
                "set-per-row",
                "call-with-column",
                "no-role",
                "tautology");
        List<DynamicTest> tests = new ArrayList<>();
        PROBES.forEach((name, cause) -> tests.add(DynamicTest.dynamicTest(name, () -> {
            Set<String> found = new TreeSet<>(causes(RlsLab.of(advice, name)));
            found.retainAll(perRow);
            if (cause.isEmpty()) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found).contains(cause);
            }
        })));
        return tests;
    }

    @Test
    void aTautologyIsAHole() {
        PolicyAdvice tautology = RlsLab.of(advice, "tautology");
        assertThat(tautology.problems())
                .anyMatch(p -> p.cause() == Cause.TAUTOLOGY && p.cause().kind() == Cause.Kind.SECURITY);
        assertThat(tautology.repair()).isEmpty();
        assertThat(tautology.notes()).anyMatch(note -> note.contains("hole"));
    }
}
