package dev.pgwright.advice.rls;

import dev.pgwright.advice.Remedy;
import java.util.List;

/** The remedies of this theme. */
public final class RlsRemedies {
    public static final List<Remedy> ALL = List.of(new IndexPolicyColumns(), new WrapPolicyCalls());

    private RlsRemedies() {}
}
