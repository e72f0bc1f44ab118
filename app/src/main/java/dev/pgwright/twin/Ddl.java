package dev.pgwright.twin;

import org.jspecify.annotations.Nullable;

/**
 * A statement that makes one object of the twin.
 *
 * @param object kind and name, for people
 * @param sql without a final semicolon
 * @param fallback what to run when it fails for good, to have something at least; null for nothing
 * @param consequence what it costs when the object cannot be made as it is
 */
record Ddl(String object, String sql, @Nullable String fallback, String consequence) {
    static final String STATEMENTS_FAIL = "statements that use it cannot be planned on the twin";
    static final String PLANS_DIFFER = "plans that it shapes may differ from the target's";
    static final String RIGHTS_DIFFER = "planning as a role that needs it may fail or differ";

    Ddl(String object, String sql, String consequence) {
        this(object, sql, null, consequence);
    }

    TwinGap gap(String reason) {
        return new TwinGap(object, reason, consequence);
    }
}
