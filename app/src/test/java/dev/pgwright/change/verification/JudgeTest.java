package dev.pgwright.change.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Verdicts on statements from sums of made-up calls. */
class JudgeTest {
    private static final Judge JUDGE = new Judge(1.2, 1, Judge.FINAL, Judge.FEWEST);

    /** Calls whose times scatter like those of a server: most near the mean, a few far above. */
    private static Cost calls(int number, double meanMs, long blocks, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Cost sum = Cost.NONE;
        for (int i = 0; i < number; i++) {
            double ms = meanMs * -Math.log(1 - random.nextDouble());
            sum = sum.plus(new Cost(1, ms, ms * ms, blocks));
        }
        return sum;
    }

    @ParameterizedTest
    @CsvSource({
        // before: calls, ms, blocks; after: calls, ms, blocks; verdict
        "1000, 2, 10, 1000, 40, 900, WORSE",
        "1000, 2, 10, 1000, 40, 10, WORSE",
        "1000, 2, 10, 1000, 2.9, 30, WORSE",
        "1000, 2, 10, 1000, 2.9, 10, COULD_NOT_TELL",
        "1000, 40, 900, 1000, 2, 10, BETTER",
        "1000, 2, 10, 1000, 2, 10, SAME",
        "1000, 2, 10, 19, 40, 900, COULD_NOT_TELL",
        "1000, 2, 10, 0, 1, 1, COULD_NOT_TELL",
        "19, 2, 10, 1000, 40, 900, COULD_NOT_TELL",
        "0, 1, 1, 1000, 40, 900, COULD_NOT_TELL",
        "20, 2, 10, 20, 3, 10, COULD_NOT_TELL",
        "100000, 0.004, 3, 100000, 0.008, 9, SAME"
    })
    void saysWhatTheFiguresAllow(
            int before,
            double beforeMs,
            long beforeBlocks,
            int after,
            double afterMs,
            long afterBlocks,
            Verdict verdict) {
        assertThat(JUDGE.judge(calls(before, beforeMs, beforeBlocks, 1), calls(after, afterMs, afterBlocks, 2)))
                .extracting(Judge.Judgement::verdict)
                .isEqualTo(verdict);
    }

    @Test
    void aBusyMachineIsAllowedFor() {
        Cost before = calls(1000, 2, 10, 1);
        Cost after = calls(1000, 4, 10, 2);
        assertThat(JUDGE.judge(before, after).verdict()).isEqualTo(Verdict.WORSE);
        assertThat(new Judge(1.2, 2, Judge.FINAL, Judge.FEWEST)
                        .judge(before, after)
                        .verdict())
                .isEqualTo(Verdict.SAME);
    }

    /** Of many statements that nothing has happened to, none is blamed, and next to none is left open. */
    @Test
    void noiseBlamesNobody() {
        int worse = 0;
        int open = 0;
        for (int i = 0; i < 2000; i++) {
            Verdict verdict = JUDGE.judge(calls(300, 2, 10, 2 * i), calls(300, 2, 10, 2 * i + 1))
                    .verdict();
            worse += verdict == Verdict.WORSE ? 1 : 0;
            open += verdict == Verdict.COULD_NOT_TELL ? 1 : 0;
        }
        assertThat(worse).isZero();
        assertThat(open).isLessThan(600);
    }
}
