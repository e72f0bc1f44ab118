package dev.pgwright.advice.index.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search against every possible set, on instances small enough to try them all. */
class IndexSearchTest {
    private static final int CANDIDATES = 11;
    private static final int STATEMENTS = 8;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** A planner that knows some plans of each statement and takes the cheapest that it can. */
    private record Plans(List<List<PlanMemory.Plan>> byStatement) implements PlanCosts {
        static Plans random(Random random) {
            List<List<PlanMemory.Plan>> all = new ArrayList<>();
            for (int q = 0; q < STATEMENTS; q++) {
                List<PlanMemory.Plan> plans = new ArrayList<>();
                double base = 100 + random.nextInt(1000);
                plans.add(new PlanMemory.Plan(new BitSet(), new BitSet(), base));
                for (int p = 0; p < 12; p++) {
                    BitSet used = new BitSet();
                    for (int i = 0; i < 1 + random.nextInt(3); i++) {
                        used.set(random.nextInt(CANDIDATES));
                    }
                    plans.add(new PlanMemory.Plan(used, used, base * random.nextDouble()));
                }
                all.add(plans);
            }
            return new Plans(all);
        }

        PlanMemory.Plan best(int statement, BitSet visible) {
            PlanMemory.Plan best = byStatement.get(statement).get(0);
            for (PlanMemory.Plan plan : byStatement.get(statement)) {
                if (PlanMemory.contains(visible, plan.used()) && plan.cost() < best.cost()) {
                    best = plan;
                }
            }
            return best;
        }

        @Override
        public List<Answer> ask(List<Question> questions) {
            return questions.stream()
                    .map(question -> best(question.statement(), question.visible()))
                    .map(plan -> new Answer(plan.cost(), plan.used(), 0))
                    .toList();
        }
    }

    private static Problem problem(Random random) {
        double[] weights = new double[STATEMENTS];
        List<BitSet> relevant = new ArrayList<>();
        for (int q = 0; q < STATEMENTS; q++) {
            weights[q] = 1 + random.nextInt(20);
            BitSet all = new BitSet();
            all.set(0, CANDIDATES);
            relevant.add(all);
        }
        long[] bytes = new long[CANDIDATES];
        double[] upkeep = new double[CANDIDATES];
        for (int i = 0; i < CANDIDATES; i++) {
            bytes[i] = 1_000_000L * (1 + random.nextInt(50));
            upkeep[i] = random.nextInt(300);
        }
        return new Problem(weights, relevant, relevant, bytes, upkeep, new BitSet());
    }

    private static double cost(Problem problem, Plans plans, BitSet set) {
        double cost = problem.upkeep(set);
        for (int q = 0; q < STATEMENTS; q++) {
            cost += problem.weight(q) * plans.best(q, set).cost();
        }
        return cost;
    }

    private static double leastOfAll(Problem problem, Plans plans, long budget) {
        double least = Double.POSITIVE_INFINITY;
        for (long bits = 0; bits < 1L << CANDIDATES; bits++) {
            BitSet set = BitSet.valueOf(new long[] {bits});
            if (problem.bytes(set) <= budget) {
                least = Math.min(least, cost(problem, plans, set));
            }
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void findsTheBestOfAllSets(long seed) {
        Random random = new Random(seed);
        Problem problem = problem(random);
        Plans plans = Plans.random(random);
        long budget = 1_000_000L * (20 + random.nextInt(120));
        PlanMemory memory = new PlanMemory(problem, plans);

        IndexSearch.Found found = new IndexSearch(problem, memory, System::nanoTime).run(budget, LIMIT);

        assertThat(problem.bytes(found.set())).isLessThanOrEqualTo(budget);
        assertThat(found.cost()).isCloseTo(cost(problem, plans, found.set()), within(1e-6));
        assertThat(found.cost()).isCloseTo(leastOfAll(problem, plans, budget), within(found.cost() * 1e-3));
        assertThat(found.gap()).isLessThan(1e-3);
    }
}
