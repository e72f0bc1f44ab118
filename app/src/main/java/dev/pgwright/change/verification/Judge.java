package dev.pgwright.change.verification;

/**
 * Judges a statement by its run times before and after: Welch's test on the means, with the blocks of a call as a
 * second witness, since blocks do not depend on what else the machine does.
 *
 * @param tolerance factor by which a statement may get slower
 * @param load how much slower than before the machine was for statements that no change touches; 1 for no difference
 * @param worse standard errors beyond the tolerance from which a statement counts as slower
 * @param fewest calls, before and after, from which a mean says something
 */
public record Judge(double tolerance, double load, double worse, long fewest) {
    /** One chance in 20,000 of a false alarm: hundreds of statements are looked at. */
    public static final double FINAL = 3.9;
    /** In the middle of a window, where looks add up. */
    public static final double EARLY = 5.5;
    /** Calls from which a mean has a distribution near enough to the normal one. */
    public static final long FEWEST = 20;

    /** One chance in 20. */
    private static final double SURE_ENOUGH = 1.65;
    /** Differences of means below this are a matter of timers and caches. */
    private static final double SMALLEST_MS = 0.02;

    private static final double BETTER = 1.1;

    /** A verdict with its reason. */
    public record Judgement(Verdict verdict, String why) {}

    /** The statement's verdict. */
    public Judgement judge(Cost before, Cost after) {
        if (after.calls() < fewest) {
            return unknown(after.calls() == 0 ? "it was not called" : "it was called only " + after.calls() + " times");
        }
        if (before.calls() < fewest) {
            return unknown(
                    before.calls() == 0
                            ? "it was not called before"
                            : "it was called only " + before.calls() + " times before");
        }
        double allowed = tolerance * Math.max(1, load);
        double excess = (after.mean() - allowed * before.mean()) / error(before, after, allowed);
        if (excess > worse && after.mean() - before.mean() > SMALLEST_MS) {
            return slower(before, after, allowed);
        }
        if ((before.mean() - BETTER * after.mean()) / error(after, before, BETTER) > SURE_ENOUGH) {
            return new Judgement(Verdict.BETTER, "its calls take less time");
        }
        boolean within = -excess > SURE_ENOUGH || after.mean() - before.mean() <= SMALLEST_MS;
        return within
                ? new Judgement(Verdict.SAME, "its calls take no longer than the tolerance allows")
                : unknown("its times vary too much for the number of calls");
    }

    /** Time alone has to say it twice as loudly: a machine that does other things makes statements slower as well. */
    private Judgement slower(Cost before, Cost after, double allowed) {
        boolean readsMore = after.blocksPerCall() > before.blocksPerCall() * tolerance;
        if (readsMore) {
            return new Judgement(Verdict.WORSE, "its calls take longer and look at more blocks");
        }
        double loud = allowed * tolerance;
        boolean clearly = (after.mean() - loud * before.mean()) / error(before, after, loud) > worse;
        return clearly
                ? new Judgement(Verdict.WORSE, "its calls take much longer, although they look at no more blocks")
                : unknown("its calls take longer but look at no more blocks: other load may be the reason");
    }

    private static double error(Cost scaled, Cost other, double factor) {
        double squared = factor * factor * scaled.variance() / scaled.calls() + other.variance() / other.calls();
        return Math.sqrt(Math.max(squared, 1e-12));
    }

    private static Judgement unknown(String why) {
        return new Judgement(Verdict.COULD_NOT_TELL, why);
    }
}
