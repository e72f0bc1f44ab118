package dev.pgwright.advice.rls;

import dev.pgwright.snapshot.Function;
import dev.pgwright.snapshot.Function.Volatility;
import java.util.Set;

/**
 * A function that a policy calls, read through its body and the bodies of what it calls.
 *
 * @param function as the snapshot has it
 * @param followed whether all of its text was understood; false for C, dynamic SQL and what the parser refuses
 * @param effective what its text really promises, whatever its label; the label when it was not followed
 * @param writes it changes rows or settings
 * @param tables tables that it reads, as {@code schema.name}
 * @param sources what of the session it depends on
 */
public record FunctionReading(
        Function function,
        boolean followed,
        Volatility effective,
        boolean writes,
        Set<String> tables,
        Set<SessionSource> sources) {
    public FunctionReading {
        tables = Set.copyOf(tables);
        sources = Set.copyOf(sources);
    }

    /** Schema and name. */
    public String name() {
        return function.schema() + "." + function.name();
    }

    /** True when no caller can make its names mean something else. */
    public boolean searchPathFixed() {
        return function.config().stream().anyMatch(setting -> setting.startsWith("search_path="));
    }

    /** True when its label promises less than its text: it is labelled VOLATILE, and only reads. */
    public boolean labelledTooWeakly() {
        return followed && function.volatility() == Volatility.VOLATILE && effective != Volatility.VOLATILE;
    }

    /** True when its label promises what its text does not keep. */
    public boolean labelledTooStrongly() {
        return followed && effective.compareTo(function.volatility()) > 0;
    }
}
