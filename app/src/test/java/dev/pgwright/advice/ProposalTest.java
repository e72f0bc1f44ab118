package dev.pgwright.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.operation.Analyze;
import dev.pgwright.operation.TableName;
import dev.pgwright.operation.Vacuum;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProposalTest {
    private static final TableName JOBS = new TableName("public", "jobs");

    @Test
    void togetherEachChangeKeepsItsOwnReason() {
        Proposal dead = Proposal.of(Stage.REPAIR, new Vacuum(JOBS), "dead-tuples:jobs", "dead rows");
        Proposal stale = Proposal.of(Stage.REPAIR, new Analyze(JOBS), "stale-statistics:jobs", "old statistics");
        Proposal both = Proposal.together(List.of(dead, stale));

        assertThat(both.operations()).containsExactly(new Vacuum(JOBS), new Analyze(JOBS));
        assertThat(both.reasonOf(new Vacuum(JOBS))).isEqualTo("dead rows");
        assertThat(both.reasonOf(new Analyze(JOBS))).isEqualTo("old statistics");
    }
}
