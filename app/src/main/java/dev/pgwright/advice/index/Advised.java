package dev.pgwright.advice.index;

import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.twin.Scene;
import dev.pgwright.workload.WorkloadStatement;

/**
 * A statement that the planner takes.
 *
 * @param scene role and settings under which it runs
 */
record Advised(WorkloadStatement statement, StatementAnalysis analysis, Scene scene) {}
