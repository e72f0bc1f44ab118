package dev.pgwright;

import dev.pgwright.postgres.Target;
import org.jspecify.annotations.Nullable;

/** How a target is named in reports, so that a person can paste it again. */
final class Labels {
    private Labels() {}

    /** What the user typed when it holds no password, else the target without it. */
    static String of(@Nullable String typed, Target resolved) {
        boolean mayHoldPassword =
                typed != null && (typed.contains("password") || typed.matches("postgres(ql)?://[^/@]*:[^/]*@.*"));
        return typed == null || typed.isBlank() || mayHoldPassword ? resolved.describe() : typed;
    }
}
