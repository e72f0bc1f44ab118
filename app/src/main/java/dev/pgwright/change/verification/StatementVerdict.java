package dev.pgwright.change.verification;

import dev.pgwright.proof.Evidence;

/**
 * One statement, before and after.
 *
 * @param key that recognises it
 * @param text its normalized text in one line, cut
 * @param role who sends it
 * @param related whether a change of the plan may touch it
 * @param past whose figures it is compared with
 * @param why the reason of the verdict
 */
public record StatementVerdict(
        String key,
        String text,
        String role,
        boolean related,
        Baseline.Kind past,
        Cost before,
        Cost after,
        Verdict verdict,
        String why) {
    /** Milliseconds that the calls after the change would have taken before it, less those they took. */
    double savedMs() {
        return after.calls() == 0 || before.calls() == 0 ? 0 : after.calls() * (before.mean() - after.mean());
    }

    /** Milliseconds of the calls after the change, by the slower of both figures. */
    double weightMs() {
        return after.totalMs() + Math.max(0, savedMs());
    }

    Evidence evidence() {
        return new Evidence(
                Evidence.Level.MEASURED_IN_PRODUCTION, "calls of " + text, before.mean(), after.mean(), "ms", (int)
                        Math.min(Integer.MAX_VALUE, Math.min(before.calls(), after.calls())));
    }
}
