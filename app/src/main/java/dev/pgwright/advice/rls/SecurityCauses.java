package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Policy.Command;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** What the text of a policy lets through that its author hardly meant. */
final class SecurityCauses {
    private static final Set<Command> CHECKED = Set.of(Command.ALL, Command.INSERT, Command.UPDATE);

    private SecurityCauses() {}

    /** The problems of one policy. */
    static List<Problem> of(PolicyReading policy) {
        List<Problem> found = new ArrayList<>();
        for (ConditionReading condition : policy.conditions()) {
            tautology(policy, condition, found);
            claims(policy, condition, found);
        }
        if (policy.policy().permissive()) {
            writes(policy, found);
        }
        return found;
    }

    /** A name that an inner table captures: {@code team_user.team_id = team_user.team_id}. */
    private static void tautology(PolicyReading policy, ConditionReading condition, List<Problem> found) {
        for (JsonNode comparison : Nodes.all(condition.tree(), "A_Expr")) {
            JsonNode left = comparison.path("lexpr");
            boolean column = Nodes.uncast(left).has("ColumnRef");
            if (column
                    && isSame(left, comparison.path("rexpr"))
                    && Nodes.last(comparison.path("name")).equals("=")) {
                String name = String.join(
                        ".", Nodes.names(Nodes.uncast(left).path("ColumnRef").path("fields")));
                boolean inner = name.contains(".");
                found.add(Problem.of(
                        Cause.TAUTOLOGY,
                        policy,
                        name + " is compared with itself"
                                + (inner
                                        ? ": the inner table has a column of the name that the outer one was meant by."
                                        : "."),
                        "Qualify the outer column with the table's name: "
                                + policy.policy().relation() + "." + name.substring(name.lastIndexOf('.') + 1) + "."));
            }
        }
    }

    private static boolean isSame(JsonNode left, JsonNode right) {
        return SqlText.write(left).equals(SqlText.write(right));
    }

    private static void claims(PolicyReading policy, ConditionReading condition, List<Problem> found) {
        condition.sources().stream()
                .filter(SessionSource::isUserEditable)
                .findFirst()
                .ifPresent(source -> found.add(Problem.of(
                        Cause.USER_EDITABLE_CLAIM,
                        policy,
                        "It reads " + String.join(" -> ", source.path()) + " of " + source.setting() + ".",
                        "Keep what decides in app_metadata or in a table that users cannot write.")));
    }

    private static void writes(PolicyReading policy, List<Problem> found) {
        Command command = policy.policy().command();
        boolean openCheck =
                policy.effectiveCheck().filter(SecurityCauses::isTrue).isPresent();
        boolean openUsing = policy.using().filter(SecurityCauses::isTrue).isPresent();
        if (CHECKED.contains(command) && openCheck) {
            found.add(Problem.of(
                    Cause.NEW_ROWS_UNCHECKED,
                    policy,
                    "Its WITH CHECK, or USING where there is none, is true.",
                    "Say in WITH CHECK which rows may be written."));
        }
        if (command != Command.SELECT && command != Command.INSERT && openUsing) {
            found.add(Problem.of(
                    Cause.ALWAYS_TRUE,
                    policy,
                    "Its USING is true for " + command + ".",
                    "Say in USING whose rows may be changed."));
        }
    }

    /** {@code true}, {@code 1 = 1} and the like: nothing of the row, the session or a table is in it. */
    static boolean isTrue(ConditionReading condition) {
        JsonNode tree = condition.tree();
        if (tree.path("A_Const").path("boolval").path("boolval").asBoolean(false)) {
            return true;
        }
        JsonNode comparison = tree.path("A_Expr");
        return Nodes.isOperator(tree, "=")
                && comparison.path("lexpr").has("A_Const")
                && value(comparison.path("lexpr")).equals(value(comparison.path("rexpr")));
    }

    private static JsonNode value(JsonNode node) {
        JsonNode constant = Nodes.uncast(node).path("A_Const");
        for (String kind : List.of("ival", "sval", "fval", "boolval")) {
            if (constant.has(kind)) {
                return constant.path(kind);
            }
        }
        return constant;
    }
}
