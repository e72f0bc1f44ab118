package dev.pgwright.batch.score;

import java.util.Map;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A part that depends on one value of the item and one of the user. Both are numbered, so that for one user it is an
 * array with an entry for each distinct value of the items.
 */
abstract class TableTerm {
    /** Above this many entries the arrays are made anew for each user instead of being kept (64 MB). */
    private static final long MOST_KEPT = 8L << 20;

    /** Number of each item's value; by place of the item. */
    final int[] itemCodes;
    /** Number of each user's value. */
    final int[] userCodes;

    private long @Nullable [][] kept;

    TableTerm(int items, int users) {
        itemCodes = new int[items];
        userCodes = new int[users];
    }

    /** Reads the next field as the value of that item. */
    abstract void readItem(int item, CopyReader row) throws java.io.IOException;

    /** Reads the next field as the value of that user. */
    abstract void readUser(int user, CopyReader row) throws java.io.IOException;

    /** Distinct values of the items. */
    abstract int itemValues();

    abstract int userValues();

    /** Weighted points for a user's value, by number of the item's value. */
    abstract void fill(int userCode, long[] points);

    /** No weighted points of this part are further from 0 than this. */
    abstract long bound();

    /** To be called when everything is read. */
    final void prepare() {
        if ((long) itemValues() * userValues() <= MOST_KEPT) {
            long[][] tables = new long[userValues()][];
            for (int code = 0; code < tables.length; code++) {
                tables[code] = new long[itemValues()];
                fill(code, tables[code]);
            }
            kept = tables;
        }
    }

    final boolean isKept() {
        return kept != null;
    }

    /**
     * Weighted points for a user.
     *
     * @param scratch filled and returned when the arrays are not kept
     */
    final long[] table(int user, long[] scratch) {
        int code = userCodes[user];
        if (kept != null && code < kept.length) {
            return kept[code];
        }
        long[] points = kept == null ? scratch : new long[itemValues()]; // a value that came after the tables
        fill(code, points);
        return points;
    }

    /** Points by two keys. */
    static final class Keys extends TableTerm {
        private final Dictionary<String> items = new Dictionary<>();
        private final Dictionary<String> users = new Dictionary<>();
        private final Map<String, Map<String, Long>> rows;
        private final long missing;

        /**
         * A matrix.
         *
         * @param rows weighted points by the user's key and the item's
         * @param missing weighted points of a hole
         */
        Keys(int itemCount, int userCount, Map<String, Map<String, Long>> rows, long missing) {
            super(itemCount, userCount);
            this.rows = rows;
            this.missing = missing;
        }

        @Override
        void readItem(int item, CopyReader row) throws java.io.IOException {
            itemCodes[item] = items.code(row.text());
        }

        @Override
        void readUser(int user, CopyReader row) throws java.io.IOException {
            userCodes[user] = users.code(row.text());
        }

        @Override
        int itemValues() {
            return items.size();
        }

        @Override
        int userValues() {
            return users.size();
        }

        @Override
        void fill(int userCode, long[] points) {
            java.util.Arrays.fill(points, missing);
            String key = users.value(userCode);
            Map<String, Long> row = key == null ? null : rows.get(key);
            if (row != null) {
                row.forEach((item, value) -> {
                    int code = items.find(item);
                    if (code >= 0) {
                        points[code] = value;
                    }
                });
            }
        }

        @Override
        long bound() {
            long most = Math.abs(missing);
            for (Map<String, Long> row : rows.values()) {
                for (long value : row.values()) {
                    most = Math.max(most, Math.abs(value));
                }
            }
            return most;
        }
    }

    /** Points by the difference of two numbers. */
    static final class Difference extends TableTerm {
        private final Dictionary<Long> items = new Dictionary<>();
        private final Dictionary<Long> users = new Dictionary<>();
        private final boolean itemMinusUser;
        private final LongUnaryOperator weighted;
        private final long missing;
        private final long bound;

        /**
         * A difference.
         *
         * @param weighted weighted points by the difference
         * @param missing weighted points when a number is NULL
         * @param bound no weighted points are further from 0
         */
        Difference(
                int itemCount,
                int userCount,
                boolean itemMinusUser,
                LongUnaryOperator weighted,
                long missing,
                long bound) {
            super(itemCount, userCount);
            this.itemMinusUser = itemMinusUser;
            this.weighted = weighted;
            this.missing = missing;
            this.bound = bound;
        }

        @Override
        void readItem(int item, CopyReader row) throws java.io.IOException {
            itemCodes[item] = items.code(row.number());
        }

        @Override
        void readUser(int user, CopyReader row) throws java.io.IOException {
            userCodes[user] = users.code(row.number());
        }

        @Override
        int itemValues() {
            return items.size();
        }

        @Override
        int userValues() {
            return users.size();
        }

        @Override
        void fill(int userCode, long[] points) {
            Long user = users.value(userCode);
            for (int code = 0; code < points.length; code++) {
                Long item = items.value(code);
                points[code] = item == null || user == null ? missing : weighted.applyAsLong(difference(item, user));
            }
        }

        private long difference(long item, long user) {
            try {
                return itemMinusUser ? Math.subtractExact(item, user) : Math.subtractExact(user, item);
            } catch (ArithmeticException e) {
                throw Scaled.overflow();
            }
        }

        @Override
        long bound() {
            return bound;
        }
    }
}
