package dev.pgwright.batch.score;

import java.util.List;

/**
 * Everything that is scored, in columns.
 *
 * @param itemIds ids as the server sends them, by place: the item that comes first among equal scores has place 0
 * @param itemFixed weighted points of the item alone, by place
 * @param userFixed weighted points of the user alone
 */
@SuppressWarnings("ArrayRecordComponent") // columns of millions of rows: never compared, never copied
record ScoreData(
        byte[][] itemIds,
        long[] itemFixed,
        byte[][] userIds,
        long[] userFixed,
        List<TableTerm> tables,
        List<OverlapTerm> overlaps) {

    int items() {
        return itemIds.length;
    }

    int users() {
        return userIds.length;
    }

    /** Throws when a score could leave 64 bits; then no sum that the engine makes does. */
    void checkOverflow() {
        long bound = Scaled.add(largest(itemFixed), largest(userFixed));
        for (TableTerm term : tables) {
            bound = Scaled.add(bound, term.bound());
        }
        for (OverlapTerm term : overlaps) {
            bound = Scaled.add(bound, term.bound());
        }
        Scaled.multiply(bound, 4); // bounds of groups of items add a few of these
    }

    private static long largest(long[] values) {
        long most = 0;
        for (long value : values) {
            most = Math.max(most, value == Long.MIN_VALUE ? Long.MAX_VALUE : Math.abs(value));
        }
        return most;
    }
}
