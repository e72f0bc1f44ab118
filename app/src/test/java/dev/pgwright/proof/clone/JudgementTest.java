package dev.pgwright.proof.clone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The verdict on samples whose truth is known. */
class JudgementTest {
    private static final double FACTOR = 1.1;

    /** Run times as they come: a floor, and above it a tail that other load makes. */
    private static List<Double> times(double floor, int runs, double noise, Random random) {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            times.add(floor * (1 + noise * -Math.log(1 - random.nextDouble())));
        }
        return times;
    }

    private static Judgement judge(List<Double> before, List<Double> after) {
        return Judgement.of(before, after, FACTOR, new Random(1));
    }

    @ParameterizedTest
    @CsvSource({"100, 200, SLOWER", "200, 100, FASTER", "100, 100, NO_DIFFERENCE", "100, 104, NO_DIFFERENCE"})
    void fewRunsTellLargeDifferences(double before, double after, Verdict verdict) {
        Judgement judgement = judge(
                List.of(before, before + 1, before + 3, before + 2, before + 5),
                List.of(after, after + 4, after + 2, after + 1, after + 3));
        assertThat(judgement.verdict()).isEqualTo(verdict);
        assertThat(judgement.ratio()).isBetween(judgement.low(), judgement.high());
    }

    @Test
    void theExactChanceOfFullySeparatedSamples() {
        List<Double> low = List.of(1.0, 2.0, 3.0, 4.0, 5.0);
        List<Double> high = List.of(11.0, 12.0, 13.0, 14.0, 15.0);
        assertThat(judge(low, high).p()).isCloseTo(2.0 / 252, within(1e-9));
    }

    @Test
    void fourRunsAreNotEnough() {
        assertThat(judge(List.of(1.0, 2.0, 3.0, 4.0), List.of(101.0, 102.0, 103.0, 104.0))
                        .verdict())
                .isEqualTo(Verdict.NOT_RUN);
    }

    @Test
    void whatACoreTakesToWakeUpIsNoDifference() {
        List<Double> before = List.of(0.10, 0.11, 0.12, 0.13, 0.14, 0.15);
        List<Double> after = List.of(0.20, 0.21, 0.22, 0.23, 0.24, 0.25);
        assertThat(judge(before, after).verdict()).isEqualTo(Verdict.NO_DIFFERENCE);
    }

    @Test
    void chanceIsSeldomTakenForADifference() {
        Random random = new Random(7);
        long wrong = IntStream.range(0, 400)
                .filter(i -> judge(times(50, 9, 0.5, random), times(50, 9, 0.5, random))
                                .verdict()
                        != Verdict.NO_DIFFERENCE)
                .count();
        assertThat(wrong).isLessThanOrEqualTo(10); // one in a hundred is 4
    }

    @Test
    void aRealDifferenceIsFoundInNoise() {
        Random random = new Random(7);
        long found = IntStream.range(0, 200)
                .filter(i -> judge(times(50, 15, 0.3, random), times(90, 15, 0.3, random))
                                .verdict()
                        == Verdict.SLOWER)
                .count();
        assertThat(found).isGreaterThan(190);
    }

    @Test
    void theSameSeedTheSameInterval() {
        Random random = new Random(3);
        List<Double> before = times(10, 11, 0.4, random);
        List<Double> after = times(12, 11, 0.4, random);
        assertThat(judge(before, after)).isEqualTo(judge(before, after));
    }

    @Test
    void theIntervalHoldsTheTruthMostOfTheTime() {
        Random random = new Random(11);
        long holds = IntStream.range(0, 300)
                .mapToObj(i -> judge(times(40, 21, 0.3, random), times(60, 21, 0.3, random)))
                .filter(j -> j.low() <= 1.5 && 1.5 <= j.high())
                .count();
        assertThat(holds).isGreaterThan(270);
    }
}
