package dev.pgwright.pgquery.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Takes conditions apart at AND, OR and NOT, and says of each part what it asks. */
final class Conditions {
    private static final Set<String> PARAMETERS = Set.of("ParamRef");
    private static final Set<String> SUBQUERIES = Set.of("SubLink", "SelectStmt");
    private static final Set<String> CALLS = Set.of("FuncCall", "SQLValueFunction");

    private final Session session;

    Conditions(Session session) {
        this.session = session;
    }

    /** Walks a condition and records its parts in the block of the scope. */
    void add(JsonNode condition, Scope scope, Clause clause, JoinCondition.Type type) {
        if (condition.isMissingNode()) {
            return;
        }
        session.expressions.walk(condition, scope, clause);
        split(condition, new Place(scope, clause, type, false, 0));
    }

    /** Where a part stands. */
    private record Place(Scope scope, Clause clause, JoinCondition.Type type, boolean negated, int disjunction) {
        Place negate() {
            return new Place(scope, clause, type, !negated, disjunction);
        }

        Place arm(int number) {
            return new Place(scope, clause, type, negated, number);
        }
    }

    private void split(JsonNode node, Place place) {
        if (!Trees.is(node, "BoolExpr")) {
            part(node, place);
            return;
        }
        JsonNode expression = node.path("BoolExpr");
        String operator = Trees.text(expression, "boolop");
        if (operator.equals("NOT_EXPR")) {
            split(expression.path("args").path(0), place.negate());
            return;
        }
        // NOT (a AND b) is an OR of the negated parts, and the other way round.
        boolean or = operator.equals("OR_EXPR") != place.negated;
        Place inside = or && place.disjunction == 0 ? place.arm(session.nextDisjunction()) : place;
        for (JsonNode argument : expression.path("args")) {
            split(argument, inside);
        }
    }

    private void part(JsonNode node, Place place) {
        PredicateShape shape = PredicateShape.of(node);
        Operand left = operand(shape.left());
        Operand right = shape.right().isMissingNode()
                ? new Operand(Operand.Kind.NONE, List.of(), shape.right())
                : operand(shape.right());
        String operator = shape.operator();
        Predicate.Kind kind = shape.kind();
        if (!local(left) && local(right) && shape.commutable()) {
            Operand swapped = left;
            left = right;
            right = swapped;
            operator = PredicateShape.commutator(operator);
        }
        boolean negated = place.negated != shape.negated();
        boolean outer = place.clause == Clause.JOIN && place.type != JoinCondition.Type.INNER;
        int location = session.location(shape.body());
        place.scope.block.predicates.add(new Predicate(
                kind, left, operator, right, place.clause, negated, place.disjunction, outer, node, location));
        if (place.disjunction == 0 && !negated && joins(left, right)) {
            ColumnUse first = left.columns().get(0);
            place.scope.block.joins.add(
                    new JoinCondition(first, operator, right.columns().get(0), place.type, location));
        }
    }

    private static boolean local(Operand operand) {
        return operand.columns().stream().anyMatch(column -> column.levelsUp() == 0);
    }

    private static boolean joins(Operand left, Operand right) {
        return left.kind() == Operand.Kind.COLUMN
                && right.kind() == Operand.Kind.COLUMN
                && left.columns().get(0).levelsUp() == 0
                && right.columns().get(0).levelsUp() == 0
                && left.columns().get(0).source().id()
                        != right.columns().get(0).source().id();
    }

    /** A node as one side of a condition. */
    Operand operand(JsonNode node) {
        List<ColumnUse> columns = columns(node);
        Operand.Kind kind;
        if (columns.size() == 1
                && Trees.is(node, "ColumnRef")
                && !columns.get(0).column().equals("*")) {
            kind = Operand.Kind.COLUMN;
        } else if (!columns.isEmpty()) {
            kind = Operand.Kind.EXPRESSION;
        } else if (Trees.contains(node, SUBQUERIES)) {
            kind = Operand.Kind.SUBQUERY;
        } else if (Trees.contains(node, PARAMETERS)) {
            kind = Operand.Kind.PARAMETER;
        } else if (Trees.contains(node, CALLS)) {
            kind = Operand.Kind.FUNCTION;
        } else if (Trees.contains(node, Set.of("ColumnRef"))) {
            kind = Operand.Kind.EXPRESSION; // a column that could not be resolved
        } else {
            kind = Operand.Kind.CONSTANT;
        }
        return new Operand(kind, columns, node);
    }

    /** The resolved columns in a node, those of sub-queries left out. */
    List<ColumnUse> columns(JsonNode node) {
        List<ColumnUse> columns = new ArrayList<>();
        collect(node, columns);
        return columns;
    }

    private void collect(JsonNode node, List<ColumnUse> columns) {
        String kind = Trees.kind(node);
        if (kind.equals("ColumnRef")) {
            ColumnUse use = session.resolved.get(node.path("ColumnRef"));
            if (use != null) {
                columns.add(use);
            }
        } else if (kind.equals("SubLink")) {
            collect(node.path("SubLink").path("testexpr"), columns);
        } else if (!kind.equals("SelectStmt")) {
            Trees.children(node, child -> collect(child, columns));
        }
    }
}
