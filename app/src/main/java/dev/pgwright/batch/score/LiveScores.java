package dev.pgwright.batch.score;

import dev.pgwright.change.Progress;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Scores users from memory, and follows the database: what triggers tell ({@link ChangeTriggers}) is read again at once
 * for users, and in a moment for everything else. Without triggers everything is read again from time to time.
 */
public final class LiveScores implements AutoCloseable {
    private static final Limits READING = new Limits(Duration.ofSeconds(2), Duration.ofMinutes(30));
    /** Changes that come together are read together. */
    private static final Duration SHORTEST_BETWEEN_READS = Duration.ofSeconds(1);

    /**
     * An item of a user.
     *
     * @param item id
     * @param rank from 1
     */
    public record Ranked(String item, int rank, BigDecimal score) {}

    /**
     * How fresh the answers are.
     *
     * @param users users that can be asked for
     * @param readAt when everything was last read
     * @param lag how long the oldest change that is not in the answers yet has been waiting; zero for none
     * @param listening triggers tell of changes
     * @param problem why the last attempt to read failed; null when it did not
     */
    public record State(
            int users,
            int items,
            Instant readAt,
            Duration lag,
            boolean listening,
            @Nullable String problem) {}

    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final int askers;
    private final Duration oldest;
    private final Clock clock;
    private final Progress progress;
    private final ChangeListener listener;
    private final Thread follower;

    private @Nullable Session reader; // of the follower alone
    private volatile LiveData data;
    private volatile Instant readAt;
    private volatile @Nullable Instant waitingSince;
    private volatile @Nullable String problem;
    private volatile boolean closed;

    /**
     * Reads everything, and follows from then on.
     *
     * @param label what messages call the description
     * @param askers threads that are scored for at a time
     * @param oldest after this time everything is read again, whatever triggers tell
     */
    public LiveScores(
            Target target, ScoreSpec spec, String label, int askers, Duration oldest, Clock clock, Progress progress) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.askers = askers;
        this.oldest = oldest;
        this.clock = clock;
        this.progress = progress;
        listener = ChangeListener.open(target, spec); // before reading, so that no change falls between
        readAt = clock.instant();
        data = read();
        follower = new Thread(this::follow, "live-scores");
        follower.setDaemon(true);
        follower.start();
    }

    /** The best items of a user, at most {@code top}; empty when there is no such user. */
    public Optional<List<Ranked>> best(String user, int top) throws InterruptedException {
        return data.best(user, Math.min(top, spec.top())).map(LiveScores::ranked);
    }

    /** The same among given items; those that are not scored are left out. */
    public Optional<List<Ranked>> among(String user, List<String> items, int top) throws InterruptedException {
        return data.among(user, items, top).map(LiveScores::ranked);
    }

    private static List<Ranked> ranked(List<LiveData.Scored> scored) {
        return scored.stream()
                .map(one -> new Ranked(one.item(), one.rank(), one.score()))
                .toList();
    }

    /** Items kept of each user. */
    public int top() {
        return spec.top();
    }

    public State state() {
        Instant since = waitingSince;
        LiveData now = data;
        Duration lag = since == null ? Duration.ZERO : Duration.between(since, clock.instant());
        return new State(now.users(), now.items(), readAt, lag, listener.hasTriggers(), problem);
    }

    private LiveData read() {
        progress.report(
                "reading " + spec.items().from() + " and " + spec.users().from());
        try (Session session = Session.open(target)) {
            return session.read(READING, connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, label);
                ScoreSql sql = new ScoreSql(spec, types, ScoreRun.asOf(connection, spec));
                DataCheck.Counts counts = DataCheck.check(connection, sql, types, label);
                Memory.require(counts, sql.pairParts().size(), spec);
                try {
                    return new LiveData(DataReader.load(connection, sql, counts, LiveData.SPARE), sql, types, askers);
                } catch (IOException e) {
                    throw EmbeddedEngine.unread(e);
                }
            });
        }
    }

    private void follow() {
        Set<String> users = new TreeSet<>();
        boolean everything = false;
        while (!closed) {
            try {
                ChangeListener.Heard heard = listener.hear(Duration.ofMillis(100));
                users.addAll(heard.users());
                everything |= heard.everything();
                if (waitingSince == null && (everything || !users.isEmpty())) {
                    waitingSince = clock.instant();
                }
                boolean old = !readAt.plus(oldest).isAfter(clock.instant());
                boolean soon = readAt.plus(SHORTEST_BETWEEN_READS).isAfter(clock.instant());
                if (!everything && !users.isEmpty()) {
                    everything = !refresh(users);
                    users.clear();
                }
                if (old || (everything && !soon)) {
                    readAgain();
                    everything = false;
                    users.clear();
                }
                if (!everything) {
                    waitingSince = null;
                }
                problem = null;
            } catch (PgwrightException e) {
                problem = e.what(); // the answers get older, and say so
                everything = true;
                waitingSince = waitingSince == null ? clock.instant() : waitingSince;
                pause();
            }
        }
    }

    private void readAgain() {
        Instant began = clock.instant();
        data = read();
        readAt = began;
    }

    /** False when there is no room for them. */
    private boolean refresh(Set<String> users) {
        LiveData into = data;
        Session session = reader == null ? Session.open(target) : reader;
        reader = session; // kept open: a user is read again within a moment
        try {
            return session.read(READING, connection -> {
                for (String user : users) {
                    try {
                        if (!into.refresh(connection, user)) {
                            return false;
                        }
                    } catch (IOException e) {
                        throw EmbeddedEngine.unread(e);
                    }
                }
                return true;
            });
        } catch (PgwrightException e) {
            session.close();
            reader = null;
            throw e;
        }
    }

    private static void pause() {
        try {
            Thread.sleep(500);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed = true;
        follower.interrupt();
        try {
            follower.join(5000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        listener.close();
        Session open = reader;
        if (open != null) {
            open.close();
        }
    }
}
