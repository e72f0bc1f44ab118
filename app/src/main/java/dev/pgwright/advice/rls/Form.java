package dev.pgwright.advice.rls;

/**
 * The rewrites that are known to keep a policy's answers. Each says under which conditions; a repair that is made of
 * these alone is equal by symbol, and tested all the same.
 */
public enum Form {
    /** {@code f()} becomes {@code (SELECT f())}. */
    INIT_PLAN(
            "a call that takes nothing of the row stands in a sub-select of its own",
            "the function only reads, so within a statement it gives one value"),
    /** {@code (SELECT a OR b)} becomes {@code a OR b}. */
    FLATTENED(
            "a sub-select without FROM around something of the row is taken away",
            "it gives one row, whose value is the expression's"),
    /** {@code EXISTS (... WHERE i.k = t.c ...)} becomes {@code t.c IN (SELECT i.k ...)}, or ANY of an array. */
    SET(
            "a sub-select for each row becomes one set that the column is looked up in",
            "it stands under AND and OR only, where NULL and false let the same rows through, and what ties it to the"
                    + " row are equalities"),
    /** {@code f(t.c)} becomes {@code t.c IN (SELECT g())}. */
    HELPER(
            "a function that takes a column becomes one that gives the set of all columns it says yes to",
            "its whole text is one EXISTS tied to the argument by an equality, and the new function has the rights of"
                    + " the old one");

    private final String words;
    private final String condition;

    Form(String words, String condition) {
        this.words = words;
        this.condition = condition;
    }

    /** What is done, a clause. */
    public String words() {
        return words;
    }

    /** Under which condition the answers stay the same, a clause. */
    public String condition() {
        return condition;
    }
}
