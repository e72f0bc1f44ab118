package dev.pgwright.proof.rls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.rls.PolicyReader;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.TableName;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Policy;
import dev.pgwright.twin.EmptyCopy;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every wrong rewrite of a policy is refused, by generated rows or by those of the clone. */
class MutationTest {
    private static final Map<String, String> POLICIES = new LinkedHashMap<>();

    static {
        POLICIES.put("owned", "FOR SELECT TO authenticated USING (user_id = (SELECT auth.uid()) OR is_public)");
        POLICIES.put(
                "both", "FOR UPDATE TO authenticated USING (user_id = auth.uid() AND org = (auth.jwt() ->> 'org'))");
        POLICIES.put(
                "members",
                "FOR ALL TO authenticated USING (EXISTS (SELECT 1 FROM crew t"
                        + " WHERE t.team_id = members.team_id AND t.user_id = auth.uid() AND t.status = 'active'))");
        POLICIES.put("deletable", "FOR DELETE TO authenticated USING (owner = auth.uid() AND NOT is_public)");
        POLICIES.put(
                "managed",
                "FOR ALL TO authenticated USING (is_admin() OR owner = auth.uid())"
                        + " WITH CHECK (owner = auth.uid())");
        POLICIES.put(
                "team_set",
                "FOR SELECT TO authenticated USING (team_id = ANY ((SELECT user_teams())::int[])"
                        + " AND role = 'user')");
    }

    private static RlsLab lab;
    private static PolicyReader reader;
    private static EmptyCopy empty;

    @BeforeAll
    static void start() {
        lab = new RlsLab();
        lab.run("CREATE TABLE public.crew (id int PRIMARY KEY, user_id uuid, team_id int, status text);"
                + "INSERT INTO public.crew SELECT id, user_id, team_id, status FROM public.team_user;"
                + "GRANT SELECT ON public.crew TO authenticated; ANALYZE public.crew");
        POLICIES.forEach((table, policy) -> lab.docs(table, 600, policy));
        reader = new PolicyReader(lab.snapshot());
        empty = lab.empty(reader.snapshot());
    }

    @AfterAll
    static void stop() {
        empty.close();
        lab.close();
    }

    @TestFactory
    List<DynamicTest> wrongRewrites() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Policy policy : reader.snapshot().rows(Facts.POLICY)) {
            if (POLICIES.containsKey(policy.relation())) {
                TableName table = new TableName(policy.schema(), policy.relation());
                Map<String, List<Operation>> mutants = Mutants.of(policy);
                mutants.forEach((name, changes) -> tests.add(DynamicTest.dynamicTest(name, () -> {
                    Verdict verdict = lab.proof(reader, empty).verdict(table, changes, false);
                    assertThat(verdict.equal())
                            .as(changes.get(0).apply().toString() + verdict.words())
                            .isFalse();
                    assertThat(verdict.differences()).isNotEmpty();
                })));
            }
        }
        assertThat(tests).hasSizeGreaterThanOrEqualTo(60);
        return tests;
    }

    @TestFactory
    List<DynamicTest> thePolicyItself() {
        return reader.snapshot().rows(Facts.POLICY).stream()
                .filter(policy -> POLICIES.containsKey(policy.relation()))
                .map(policy -> DynamicTest.dynamicTest(policy.relation(), () -> {
                    TableName table = new TableName(policy.schema(), policy.relation());
                    Verdict verdict = lab.proof(reader, empty).verdict(table, Mutants.harmless(policy), false);
                    assertThat(verdict.equal()).as(verdict.words()).isTrue();
                    assertThat(verdict.rows()).isPositive();
                }))
                .toList();
    }
}
