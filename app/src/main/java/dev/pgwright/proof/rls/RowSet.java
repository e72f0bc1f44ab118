package dev.pgwright.proof.rls;

import org.jspecify.annotations.Nullable;

/**
 * The rows that somebody got, by their places in the table.
 *
 * @param digest equal for equal sets: count and two sums of hashes
 * @param error SQLSTATE when there was one instead; null when there was none
 * @param message the server's sentence then
 * @param nanos that the asking took
 */
record RowSet(
        String digest, @Nullable String error, @Nullable String message, long nanos) {
    /** Class of SQLSTATEs for values that do not fit (errcodes.txt). */
    private static final String DATA_EXCEPTION = "22";

    /**
     * Whether what came after is the same. An error over values that do not fit and an empty answer are: a call that
     * stands bare is evaluated by the planner (estimate_expression_value in clauses.c) and fails where there is no row
     * to show, one in a sub-select only when a row needs it.
     */
    boolean isSame(RowSet after) {
        if (error == null && after.error == null) {
            return digest.equals(after.digest);
        }
        if (error != null && after.error != null) {
            return error.equals(after.error);
        }
        String only = error == null ? after.error : error;
        return only != null && only.startsWith(DATA_EXCEPTION) && count() + after.count() == 0;
    }

    long count() {
        return error == null ? Long.parseLong(digest.substring(0, digest.indexOf(' '))) : 0;
    }
}
