package dev.pgwright.advice.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.sql.SqlText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Conditions as EXPLAIN prints them. */
class ConditionReaderTest {
    private final ConditionReader reader = new ConditionReader(SqlText.parser());

    private List<String> keys(String condition) {
        return reader.conjuncts(condition).stream()
                .flatMap(List::stream)
                .map(Usage::key)
                .toList();
    }

    @Test
    void expressionsOfTheRowAreKeys() {
        assertThat(keys("((lower(j.title) = 'a'::text) AND (j.budget > '5'::numeric))"))
                .containsExactly("(lower(title))", "\"budget\"");
    }

    /** The value of a sub-plan is another one in each call, so that no index can hold what is reckoned with it. */
    @Test
    void whatIsReckonedWithASubPlanIsNoKey() {
        assertThat(
                        keys(
                                "((j.status = 'posted'::job_status) AND (metres(j.location, (InitPlan 1).col1) <= '5'::float8))"))
                .containsExactly("\"status\"");
        assertThat(keys("(j.user_id = (InitPlan 1).col1)")).containsExactly("\"user_id\"");
    }
}
