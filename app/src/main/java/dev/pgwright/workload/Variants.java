package dev.pgwright.workload;

import dev.pgwright.pgquery.ParsedSql;
import dev.pgwright.pgquery.SqlEdits;
import dev.pgwright.pgquery.analysis.StatementAnalysis;
import dev.pgwright.workload.StatementOrigin.Binding;
import dev.pgwright.workload.StatementOrigin.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Texts for a normalized statement: one with the common values of the columns that its parameters are compared with,
 * one with rare ones. What nothing is known of stays a parameter, so that the planner decides without it; a NULL in its
 * place would be planned as a condition that no row fulfils.
 */
final class Variants {
    private Variants() {}

    /**
     * A text that stands for a share of the calls.
     *
     * @param parametersLeft parameters still in it, numbered from 1 without gaps, as PREPARE wants them
     */
    record Variant(String sql, Values values, double share, List<Binding> bindings, int parametersLeft) {}

    /**
     * The variants of a statement; their shares sum to 1.
     *
     * @param parsed one statement, in the form that the server can parse
     * @param rowsPerCall rows that a call gives on average; NaN when nobody counted
     */
    static List<Variant> of(ParsedSql parsed, StatementAnalysis analysis, KnownColumns columns, double rowsPerCall) {
        ParameterPlaces places = ParameterPlaces.of(parsed, analysis);
        if (places.places().isEmpty()) {
            return List.of(new Variant(text(parsed), Values.SENT, 1, List.of(), 0));
        }
        String sql = parsed.sql();
        Map<Integer, Binding> common = ParameterBinder.bind(sql, places, columns, rowsPerCall, false);
        Map<Integer, Binding> rare = ParameterBinder.bind(sql, places, columns, rowsPerCall, true);
        boolean differ = !literals(common).equals(literals(rare));
        double share = differ ? ParameterBinder.commonShare(places, columns) : 1;
        boolean known =
                common.values().stream().anyMatch(binding -> !binding.column().isEmpty());
        List<Variant> variants = new ArrayList<>();
        variants.add(variant(parsed, places, known ? Values.COMMON : Values.GENERIC, share, common));
        if (differ) {
            variants.add(variant(parsed, places, Values.RARE, 1 - share, rare));
        }
        return variants;
    }

    private static List<String> literals(Map<Integer, Binding> bindings) {
        return bindings.values().stream().map(Binding::literal).toList();
    }

    private static String text(ParsedSql parsed) {
        return parsed.text(parsed.statements().get(0));
    }

    private static Variant variant(
            ParsedSql parsed, ParameterPlaces places, Values values, double share, Map<Integer, Binding> bindings) {
        Map<Integer, Integer> numbers = new TreeMap<>();
        places.places().keySet().stream()
                .filter(number -> !bindings.containsKey(number))
                .forEach(number -> numbers.put(number, numbers.size() + 1));
        SqlEdits edits = new SqlEdits(parsed.sql());
        for (ParameterPlaces.Spot spot : places.spots()) {
            Binding binding = bindings.get(spot.number());
            String type = places.places().get(spot.number()) instanceof Place.Typed typed ? "::" + typed.type() : "";
            String parameter = "$" + numbers.get(spot.number()) + type;
            edits.replace(spot.range(), binding == null ? parameter : binding.literal());
        }
        String text = cut(parsed, edits.apply());
        Values kind = bindings.isEmpty() ? Values.GENERIC : values;
        return new Variant(text, kind, share, List.copyOf(bindings.values()), numbers.size());
    }

    /** The statement in its edited text: without comments around it, and without its semicolon. */
    static String cut(ParsedSql parsed, String edited) {
        ParsedSql.Statement statement = parsed.statements().get(0);
        int tail = parsed.sql().length() - statement.end();
        return edited.substring(statement.start(), edited.length() - tail);
    }
}
