package dev.pgwright.advice.index.search;

import dev.pgwright.operation.TableName;
import dev.pgwright.twin.Scene;
import dev.pgwright.twin.WhatIfIndex;
import dev.pgwright.twin.WhatIfIndexes;
import dev.pgwright.twin.WhatIfPlan;
import dev.pgwright.twin.WhatIfSession;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Asks the planner of a twin. Candidates come first in the numbering, then the indexes that exist. */
public final class TwinCosts implements PlanCosts {
    private final WhatIfIndexes twin;
    private final List<Statement> statements;
    private final List<WhatIfIndex> candidates;
    private final List<TableName> existing;
    private final Map<String, Integer> numbers = new HashMap<>();

    /**
     * A statement as it is planned.
     *
     * @param scene role and settings under which it runs
     */
    public record Statement(String sql, Scene scene) {}

    /**
     * The planner of a twin on which the candidates have been created.
     *
     * @param candidates as they were created
     * @param existing indexes of the database that may be hidden
     */
    public TwinCosts(
            WhatIfIndexes twin, List<Statement> statements, List<WhatIfIndex> candidates, List<TableName> existing) {
        this.twin = twin;
        this.statements = List.copyOf(statements);
        this.candidates = List.copyOf(candidates);
        this.existing = List.copyOf(existing);
        for (int i = 0; i < candidates.size(); i++) {
            numbers.put(candidates.get(i).name(), i);
        }
        for (int i = 0; i < existing.size(); i++) {
            numbers.putIfAbsent(existing.get(i).name(), candidates.size() + i);
        }
    }

    @Override
    public List<Answer> ask(List<Question> questions) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < questions.size(); i++) {
            order.add(i);
        }
        // equal scenes one after another: switching costs a round of updates
        order.sort(Comparator.comparing(i -> questions.get(i).visible().toString()));
        List<Answer> sorted = twin.forEach(order, (session, i) -> ask(session, questions.get(i)));
        List<Answer> answers = new ArrayList<>(sorted);
        for (int i = 0; i < sorted.size(); i++) {
            answers.set(order.get(i), sorted.get(i));
        }
        return answers;
    }

    @Override
    public void forget(BitSet forgotten) {
        twin.drop(forgotten.stream()
                .filter(i -> i < candidates.size())
                .mapToObj(candidates::get)
                .toList());
    }

    private Answer ask(WhatIfSession session, Question question) {
        Statement statement = statements.get(question.statement());
        BitSet visible = question.visible();
        Set<String> shown = new HashSet<>();
        visible.stream()
                .filter(i -> i < candidates.size())
                .forEach(i -> shown.add(candidates.get(i).name()));
        Set<TableName> hidden = new HashSet<>();
        for (int i = 0; i < existing.size(); i++) {
            if (!visible.get(candidates.size() + i)) {
                hidden.add(existing.get(i));
            }
        }
        Scene scene = statement.scene().withShown(shown).withHidden(hidden);
        long start = System.nanoTime();
        WhatIfPlan plan = session.explain(statement.sql(), scene);
        long nanos = System.nanoTime() - start;
        BitSet used = new BitSet();
        for (String name : plan.indexes()) {
            Integer number = numbers.get(name);
            if (number != null && visible.get(number)) {
                used.set(number);
            }
        }
        return new Answer(plan.totalCost(), used, nanos);
    }
}
