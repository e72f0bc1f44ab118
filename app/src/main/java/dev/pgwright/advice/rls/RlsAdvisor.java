package dev.pgwright.advice.rls;

import dev.pgwright.operation.SetPolicyRoles;
import dev.pgwright.snapshot.Facts;
import dev.pgwright.snapshot.Role;
import dev.pgwright.twin.WhatIfIndexes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Judges the policies of a database: why they are slow or unsafe, and what keeps their answers at less cost. */
public final class RlsAdvisor {
    private final PolicyReader reader;
    private final RepairFinder repairs;
    private final Audience audience;

    /**
     * An advisor.
     *
     * @param twin sessions on a twin of the reader's snapshot
     */
    public RlsAdvisor(PolicyReader reader, WhatIfIndexes twin) {
        this.reader = reader;
        this.repairs = new RepairFinder(reader, twin);
        this.audience = new Audience(reader.snapshot());
    }

    /** Everything that can be said. */
    public RlsAdvice advise() {
        List<PolicyReading> readings = reader.all();
        Set<String> roles =
                reader.snapshot().rows(Facts.ROLE).stream().map(Role::name).collect(Collectors.toSet());
        AccessCauses access = new AccessCauses(audience, roles, readings);
        List<Problem> circles = Circles.of(readings);
        List<PolicyAdvice> policies = new ArrayList<>();
        for (PolicyReading reading : readings) {
            List<Problem> known = new ArrayList<>(SecurityCauses.of(reading));
            known.addAll(access.of(reading));
            circles.stream()
                    .filter(problem -> problem.table().equals(reading.tableName())
                            && reading.policy().name().equals(problem.policy()))
                    .forEach(known::add);
            policies.add(advise(reading, known));
        }
        List<MatrixCell> matrix = Matrix.of(reader.snapshot(), policies);
        List<Problem> others = new ArrayList<>(TableCauses.of(reader.snapshot(), readings, matrix));
        others.addAll(BypassCauses.of(reader));
        return new RlsAdvice(policies, others, matrix);
    }

    private PolicyAdvice advise(PolicyReading policy, List<Problem> known) {
        List<Problem> problems = new ArrayList<>(known);
        List<String> notes = new ArrayList<>();
        if (!policy.understood()) {
            notes.add("Its condition could not be read: another session locks a table of it, or the grammar of this"
                    + " program does not know it.");
        }
        Optional<Repair> repair = Optional.empty();
        Optional<ConditionReading> using = policy.using();
        if (problems.stream().anyMatch(problem -> problem.cause() == Cause.TAUTOLOGY)) {
            notes.add("It is a hole, and no faster form of it is offered: say first what it is to let through.");
        } else if (using.isPresent() && policy.table().rowSecurity()) {
            Optional<PolicyPlan> plan = repairs.plan(policy, using.get().sql());
            if (plan.isEmpty()) {
                notes.add("The twin could not plan it: something that it needs is not there.");
            } else {
                problems.addAll(SpeedCauses.of(policy, using.get(), plan.get()));
                repair = repairs.of(policy, using.get(), plan.get());
                repair.ifPresent(found -> indexProblem(policy, found, problems));
                Optional<SetPolicyRoles> roles = RoleRepair.of(policy, audience);
                if (roles.isPresent()) {
                    problems.add(RoleRepair.problem(policy, audience));
                    repair = Optional.of(
                            repair.orElse(Repair.none(plan.get().cost())).with(roles.get()));
                }
            }
        }
        return new PolicyAdvice(policy, problems, repair, notes);
    }

    private static void indexProblem(PolicyReading policy, Repair repair, List<Problem> problems) {
        List<String> columns = repair.indexedColumns();
        if (!columns.isEmpty()) {
            problems.add(Problem.of(
                    Cause.COLUMN_WITHOUT_INDEX,
                    policy,
                    "With an index on " + String.join(", ", columns) + " the planner finds the rows by it, at "
                            + Math.round(repair.costAfter()) + " instead of " + Math.round(repair.costBefore())
                            + " units."));
        }
    }
}
