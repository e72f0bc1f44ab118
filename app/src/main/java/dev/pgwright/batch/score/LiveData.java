package dev.pgwright.batch.score;

import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Both sides in memory at one moment, for many askers at a time. Items stay as they were read. A user who changed is
 * read into a place that nobody looks at, and shown then, so that no asker sees half of him.
 */
final class LiveData {
    /** Changed users that fit before everything is read again. */
    static final int SPARE = 10_000;

    /** An item and its score. */
    record Scored(String item, int rank, BigDecimal score) {}

    private final DataReader.Loaded loaded;
    private final ScoreSql sql;
    private final String userType;
    private final String[] items;
    private final Map<String, Integer> places = new HashMap<>();
    private final int[] positions;
    private final Map<String, Integer> users = new ConcurrentHashMap<>();
    private final BlockingQueue<Scorer> scorers;
    private final int most;
    private int nextUser;

    LiveData(DataReader.Loaded loaded, ScoreSql sql, ColumnTypes types, int askers) {
        this.loaded = loaded;
        this.sql = sql;
        ScoreSpec spec = sql.spec();
        ScoreData data = loaded.data();
        userType = types.of(spec.users().from(), spec.users().id());
        String itemType = types.of(spec.items().from(), spec.items().id());
        items = new String[data.items()];
        for (int place = 0; place < items.length; place++) {
            items[place] = IdText.of(itemType, data.itemIds()[place]);
            places.put(items[place], place);
        }
        for (int place = 0; place < loaded.users(); place++) {
            users.put(IdText.of(userType, data.userIds()[place]), place);
        }
        nextUser = loaded.users();
        most = Math.max(1, Math.min(spec.top(), data.items()));
        Layout layout = Layout.of(data, true);
        positions = layout.positions();
        data.overlaps().forEach(term -> term.prepare(positions));
        scorers = new ArrayBlockingQueue<>(askers);
        for (int i = 0; i < askers; i++) {
            scorers.add(new Scorer(data, layout, most));
        }
    }

    int users() {
        return users.size();
    }

    int items() {
        return items.length;
    }

    /** The best items of a user, best first; empty when he is not known. */
    Optional<List<Scored>> best(String user, int top) throws InterruptedException {
        Integer place = users.get(user);
        if (place == null) {
            return Optional.empty();
        }
        long[] scores = new long[most];
        int[] found = new int[most];
        Scorer scorer = scorers.take();
        int count;
        try {
            count = scorer.score(place, scores, found, 0);
        } finally {
            scorers.add(scorer);
        }
        List<Scored> best = new ArrayList<>();
        for (int i = 0; i < Math.min(count, top); i++) {
            best.add(new Scored(items[found[i]], i + 1, score(scores[i])));
        }
        return Optional.of(best);
    }

    /** The same among given items; those that are not known, or not scored, are left out. */
    Optional<List<Scored>> among(String user, List<String> wanted, int top) throws InterruptedException {
        Integer place = users.get(user);
        if (place == null) {
            return Optional.empty();
        }
        int[] known = wanted.stream()
                .map(places::get)
                .filter(item -> item != null)
                .mapToInt(Integer::intValue)
                .distinct()
                .toArray();
        int[] at = new int[known.length];
        for (int i = 0; i < known.length; i++) {
            at[i] = positions[known[i]];
        }
        Scorer scorer = scorers.take();
        long[] scores;
        try {
            scores = scorer.scores(place, at);
        } finally {
            scorers.add(scorer);
        }
        TopList best = new TopList(Math.max(1, Math.min(top, known.length)));
        for (int i = 0; i < known.length; i++) {
            best.offer(scores[i], known[i]);
        }
        long[] sorted = new long[best.size()];
        int[] order = new int[best.size()];
        int count = best.drainTo(sorted, order, 0);
        List<Scored> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Scored(items[order[i]], i + 1, score(sorted[i])));
        }
        return Optional.of(all);
    }

    private BigDecimal score(long whole) {
        return BigDecimal.valueOf(whole, sql.scaled().scoreDigits());
    }

    /**
     * Reads a user again; called by one thread only.
     *
     * @return false when there is no room left, and everything has to be read again
     */
    boolean refresh(Connection connection, String user) throws SQLException, IOException {
        if (nextUser >= loaded.data().userIds().length) {
            return false;
        }
        int place = nextUser++;
        if (DataReader.readUser(connection, sql.oneUser(user), loaded, place)) {
            users.put(IdText.of(userType, loaded.data().userIds()[place]), place);
        } else {
            users.remove(user);
        }
        return true;
    }
}
