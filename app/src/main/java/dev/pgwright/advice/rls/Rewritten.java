package dev.pgwright.advice.rls;

import java.util.List;
import java.util.Set;

/**
 * A condition that says the same at less cost.
 *
 * @param sql its text
 * @param forms what was done to it
 * @param helpers functions that it needs
 */
record Rewritten(String sql, Set<Form> forms, List<HelperFunction> helpers) {
    Rewritten {
        forms = Set.copyOf(forms);
        helpers = List.copyOf(helpers);
    }
}
