package dev.pgwright.advice.rls;

import dev.pgwright.operation.CreateIndex;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.SetPolicyRoles;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Changes that keep a policy's answers and make them cheaper.
 *
 * @param operations in their order
 * @param forms what they do to conditions; when nothing else changes, they are equal by symbol
 * @param costBefore of reading the table under the policy, in the planner's units on the twin; NaN when not planned
 * @param costAfter the same with the changes
 * @param words what they do, for people
 */
public record Repair(
        List<Operation> operations, Set<Form> forms, double costBefore, double costAfter, List<String> words) {
    public Repair {
        operations = List.copyOf(operations);
        forms = Set.copyOf(forms);
        words = List.copyOf(words);
    }

    /** Nothing yet. */
    static Repair none(double cost) {
        return new Repair(List.of(), Set.of(), cost, cost, List.of());
    }

    /** The same, and the policy is for fewer roles. */
    Repair with(SetPolicyRoles roles) {
        List<Operation> more = new ArrayList<>(operations);
        more.add(roles);
        List<String> said = new ArrayList<>(words);
        said.add("it is for " + String.join(", ", roles.after()) + " alone, and nobody else is asked about it");
        return new Repair(more, forms, costBefore, costAfter, said);
    }

    /** The same without that; empty when nothing is left. */
    public Optional<Repair> withoutRoles() {
        List<Operation> fewer = operations.stream()
                .filter(operation -> !(operation instanceof SetPolicyRoles))
                .toList();
        int kept = words.size() - (operations.size() - fewer.size());
        return fewer.isEmpty()
                ? Optional.empty()
                : Optional.of(new Repair(fewer, forms, costBefore, costAfter, words.subList(0, kept)));
    }

    /** Columns that get an index. */
    public List<String> indexedColumns() {
        return operations.stream()
                .filter(CreateIndex.class::isInstance)
                .flatMap(operation -> ((CreateIndex) operation).keys().stream())
                .toList();
    }

    /** True when each change is one of the closed set of forms, or an index. */
    public boolean isSymbolic() {
        return !forms.isEmpty() && operations.stream().noneMatch(SetPolicyRoles.class::isInstance);
    }
}
