package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.snapshot.Fact;
import dev.pgwright.snapshot.FactState;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Snapshot;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A check that cannot tell says so, and a broken one costs no other. */
class CheckRunnerTest {
    private static final CheckInfo INFO = CheckInfo.of("sample", Theme.SCHEMA, Impact.LOW, Facts.RELATION);
    private static final Snapshot READABLE =
            new Snapshot.Builder().put(Facts.RELATION, List.of()).build();

    private record Sample(List<Finding> answer, Optional<Skipped> unsure) implements Check {
        @Override
        public CheckInfo info() {
            return INFO;
        }

        @Override
        public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
            return answer;
        }

        @Override
        public Optional<Skipped> doubt(Snapshot snapshot, Thresholds thresholds) {
            return unsure;
        }
    }

    /** A check with a defect. */
    private record Broken() implements Check {
        @Override
        public CheckInfo info() {
            return INFO;
        }

        @Override
        public List<Finding> find(Snapshot snapshot, Thresholds thresholds) {
            throw new IllegalStateException("oops");
        }
    }

    private static Finding finding(String object, Impact impact) {
        return Finding.of(INFO, object, impact, "title", Figures.of("a", 1), "why");
    }

    private static Outcome outcome(Check check, Snapshot snapshot) {
        return CheckRunner.outcome(check, snapshot, Thresholds.general());
    }

    @Test
    void aFactThatCouldNotBeReadSkipsTheCheckWithItsOwnWords() {
        Snapshot blind = new Snapshot.Builder()
                .put(Facts.RELATION, new FactState.Unavailable<>("the role may not", "GRANT it."))
                .build();
        assertThat(outcome(new Sample(List.of(), Optional.empty()), blind))
                .isEqualTo(new Skipped("sample", "the role may not", "GRANT it."));
    }

    @Test
    void everyCheckIsSkippedOnASnapshotWithoutFacts() {
        Examination nothing = CheckRunner.run(new Snapshot.Builder().build(), Thresholds.general());
        assertThat(nothing.skipped().stream().map(Skipped::check)).containsExactlyElementsOf(Checks.ids());
        assertThat(nothing.skipped())
                .allSatisfy(skip -> assertThat(skip.howToEnable()).isNotBlank());
    }

    @Test
    void nothingFoundIsPassedUnlessThereIsDoubt() {
        Skipped doubt = INFO.skipped("too early", "Wait.");
        assertThat(outcome(new Sample(List.of(), Optional.empty()), READABLE)).isEqualTo(new Outcome.Passed("sample"));
        assertThat(outcome(new Sample(List.of(), Optional.of(doubt)), READABLE)).isEqualTo(doubt);
        List<Finding> found = List.of(finding("a", Impact.LOW));
        assertThat(outcome(new Sample(found, Optional.of(doubt)), READABLE))
                .isEqualTo(new Outcome.Found("sample", found));
    }

    @Test
    void aDefectIsSkippedAsOurs() {
        Examination examination = CheckRunner.run(
                List.of(new Broken(), new Sample(List.of(), Optional.empty())), READABLE, Thresholds.general());
        assertThat(examination.passed()).containsExactly("sample");
        assertThat(examination.skipped()).singleElement().satisfies(skip -> {
            assertThat(skip.why()).contains("defect of pgwright", "oops");
            assertThat(skip.howToEnable()).contains("Report");
        });
    }

    @Test
    void findingsComeWorstFirstThenByKey() {
        Check check = new Sample(
                List.of(finding("b", Impact.LOW), finding("a", Impact.LOW), finding("c", Impact.HIGH)),
                Optional.empty());
        assertThat(CheckRunner.run(List.of(check), READABLE, Thresholds.general()).findings().stream()
                        .map(Finding::key))
                .containsExactly("sample:c", "sample:a", "sample:b");
    }

    @Test
    void checksNeedDistinctFacts() {
        for (Check check : Checks.ALL) {
            List<Fact<?>> needs = check.info().needs();
            assertThat(needs).as(check.info().id()).isNotEmpty().doesNotHaveDuplicates();
        }
    }

    @Test
    void anUnknownPageNamesItsNeighbours() {
        assertThatExceptionOfType(PgwrightException.class)
                .isThrownBy(() -> CheckPage.of("unindexed_foreign_keys"))
                .satisfies(e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_NAME);
                    assertThat(e.advice()).contains("unindexed-foreign-key");
                });
        assertThatExceptionOfType(PgwrightException.class)
                .isThrownBy(() -> CheckPage.of("xyzzy"))
                .satisfies(e -> assertThat(e.advice()).isEqualTo("Run pgwright explain for the list."));
    }
}
