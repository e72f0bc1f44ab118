package dev.pgwright.advice.rls;

import dev.pgwright.plan.PlanNode;
import dev.pgwright.snapshot.Function.Volatility;
import dev.pgwright.sql.FunctionCatalog;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * How the server evaluates a policy, by the plan of reading its table (explain.c, ruleutils.c).
 *
 * @param cost of reading all rows that it lets through, in the planner's units
 * @param callsPerRow functions that a filter calls for each row, which are not immutable
 * @param subPlansPerRow sub-selects that are run for each row
 * @param hashed sub-selects that are run once and looked up in
 * @param once sub-selects that are run once for the statement
 * @param indexes that find its rows
 */
record PolicyPlan(double cost, Set<String> callsPerRow, int subPlansPerRow, int hashed, int once, Set<String> indexes) {
    private static final Pattern SUB_PLAN = Pattern.compile("\\((hashed )?SubPlan \\d+\\)");
    private static final Pattern LITERAL = Pattern.compile("'(?:[^']|'')*'");
    private static final Pattern CALL =
            Pattern.compile("(?:(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\.)?(\"(?:[^\"]|\"\")+\"|[\\w$]+)\\(");
    /** They give what the statement already has. */
    private static final Set<String> CLOCKS = Set.of("now", "transaction_timestamp", "statement_timestamp");

    PolicyPlan {
        callsPerRow = Set.copyOf(callsPerRow);
        indexes = Set.copyOf(indexes);
    }

    /**
     * Reads plans.
     *
     * @param best the cheapest
     * @param filtering the one that finds no row by an index of the policy, so that its filter is the whole condition
     */
    static PolicyPlan of(PlanNode best, PlanNode filtering, String table, FunctionCatalog catalog) {
        Set<String> calls = new LinkedHashSet<>();
        Set<String> indexes = new LinkedHashSet<>();
        int perRow = 0;
        int hashed = 0;
        for (PlanNode node : scans(filtering).toList()) {
            boolean own = table.equals(node.relation());
            if (!own && node.relation() != null) {
                continue;
            }
            for (String condition :
                    Stream.of(node.filter()).filter(Objects::nonNull).toList()) {
                calls.addAll(calls(condition, catalog));
                Matcher subPlans = SUB_PLAN.matcher(condition);
                while (subPlans.find()) {
                    if (subPlans.group(1) == null) {
                        perRow++;
                    } else {
                        hashed++;
                    }
                }
            }
        }
        best.all().map(PlanNode::index).filter(Objects::nonNull).forEach(indexes::add);
        int once = (int) filtering
                .all()
                .map(PlanNode::subplan)
                .filter(name -> name != null && name.startsWith("InitPlan"))
                .count();
        return new PolicyPlan(best.cost(), calls, perRow, hashed, once, indexes);
    }

    /** The nodes of the statement itself, without those of its sub-selects. */
    private static Stream<PlanNode> scans(PlanNode node) {
        List<PlanNode> children = node.children().stream()
                .filter(child -> child.subplan() == null)
                .toList();
        return Stream.concat(Stream.of(node), children.stream().flatMap(PolicyPlan::scans));
    }

    private static Set<String> calls(String condition, FunctionCatalog catalog) {
        Set<String> found = new LinkedHashSet<>();
        Matcher calls = CALL.matcher(LITERAL.matcher(condition).replaceAll("''"));
        while (calls.find()) {
            String schema = calls.group(1) == null ? "" : unquoted(calls.group(1));
            String name = unquoted(calls.group(2));
            if (!CLOCKS.contains(name) && catalog.volatility(schema, name) != Volatility.IMMUTABLE) {
                found.add(schema.isEmpty() ? name : schema + "." + name);
            }
        }
        return found;
    }

    private static String unquoted(String name) {
        return name.startsWith("\"") ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** True when something is done for each row that could be done once. */
    boolean isPerRow() {
        return !callsPerRow.isEmpty() || subPlansPerRow > 0;
    }

    /** How many things are done for each row. */
    int perRow() {
        return callsPerRow.size() + subPlansPerRow;
    }

    /** What is done for each row, for people. */
    String perRowWords() {
        String calls = callsPerRow.isEmpty()
                ? ""
                : "calls " + String.join(", ", callsPerRow.stream().sorted().toList());
        String subPlans =
                subPlansPerRow == 0 ? "" : subPlansPerRow + (subPlansPerRow == 1 ? " sub-select" : " sub-selects");
        return Stream.of(calls, subPlans)
                .filter(part -> !part.isEmpty())
                .reduce((a, b) -> a + " and " + b)
                .orElse("");
    }
}
