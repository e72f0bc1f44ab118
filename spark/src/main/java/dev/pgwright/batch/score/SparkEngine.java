package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.Side;
import dev.pgwright.change.Progress;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Session;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;
import scala.Tuple2;

/**
 * Scores a description on Apache Spark. The driver reads both sides in one snapshot and cuts them into pieces; each task
 * scores a piece of users against a piece of items with the embedded engine's own arithmetic; the best of all pieces are
 * merged, and the driver writes them in one transaction. So the database sees one connection at a time, tasks need no
 * password, and a run that is killed leaves nothing.
 */
public final class SparkEngine {
    private final Target target;
    private final ScoreSpec spec;
    private final String label;
    private final SparkOptions options;
    private final Progress progress;

    /**
     * For a description.
     *
     * @param label what messages call the description
     */
    public SparkEngine(Target target, ScoreSpec spec, String label, SparkOptions options, Progress progress) {
        this.target = target;
        this.spec = spec;
        this.label = label;
        this.options = options;
        this.progress = progress;
    }

    /** Everything that was read, in the pieces that tasks take. */
    private record Read(List<Piece> items, List<Piece> users, Shipment shipment, ColumnTypes types, int scoreDigits) {
        private static int rows(List<Piece> pieces) {
            return pieces.stream().mapToInt(Piece::rows).sum();
        }
    }

    /** Scores and swaps the result in. */
    public ScoreOutcome run(JavaSparkContext spark) {
        try {
            return score(spark);
        } catch (SQLException e) {
            throw WriteSession.error(target, e);
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.CONNECTION_LOST, "The rows could not be read to their end", "Run the command again.", e);
        } catch (Exception e) { // Spark throws checked exceptions that its Java interface does not declare
            throw ours(e);
        }
    }

    /** What a task said, without what Spark put around it. */
    private static RuntimeException ours(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof PgwrightException known) {
                return known;
            }
        }
        return e instanceof RuntimeException other ? other : new IllegalStateException(e);
    }

    private ScoreOutcome score(JavaSparkContext spark) throws SQLException, IOException {
        Stopwatch total = new Stopwatch();
        progress.report(
                "reading " + spec.items().from() + " and " + spec.users().from());
        Read read = read(options.withParallelism(spark.defaultParallelism()));
        double readSeconds = total.seconds();
        int items = Read.rows(read.items());
        int users = Read.rows(read.users());
        progress.report("scoring " + users + " users against " + items + " items in "
                + read.users().size() * read.items().size() + " tasks");
        Stopwatch scoring = new Stopwatch();
        JavaRDD<Best> best = tasks(spark, read).persist(StorageLevel.MEMORY_AND_DISK());
        long looked = sum(best);
        double scoreSeconds = scoring.seconds();
        Stopwatch writing = new Stopwatch();
        Written written = write(read, best.toLocalIterator());
        best.unpersist();
        List<String> notes = EmbeddedEngine.notes(spec, items, users);
        notes.addAll(written.notes());
        long pairs = (long) users * items;
        return new ScoreOutcome(
                "spark",
                users,
                items,
                pairs,
                spec.top(),
                written.rows(),
                new ScoreOutcome.Seconds(readSeconds, scoreSeconds, writing.seconds(), total.seconds()),
                pairs / Math.max(scoreSeconds, 1e-9),
                Memory.peakHeap(),
                pairs - looked,
                written.generation(),
                notes);
    }

    private Read read(SparkOptions sizes) throws SQLException, IOException {
        try (Session session = Session.open(target)) {
            return session.read(EmbeddedEngine.READING, connection -> {
                ColumnTypes types = SchemaCheck.check(connection, spec, label);
                ScoreSql sql = new ScoreSql(spec, types, ScoreRun.asOf(connection, spec));
                DataCheck.Counts counts = DataCheck.check(connection, sql, types, label);
                return read(connection, sql, types, sizes, counts);
            });
        }
    }

    private Read read(
            Connection connection, ScoreSql sql, ColumnTypes types, SparkOptions sizes, DataCheck.Counts counts)
            throws SQLException {
        ServerSource source = new ServerSource(connection, sql);
        try {
            List<Piece> items = Piece.cut(source.rows(Side.ITEM), sizes.itemsOfTask());
            List<Piece> users = Piece.cut(source.rows(Side.USER), sizes.usersOfTask(counts.users()));
            return new Read(
                    items,
                    users,
                    Shipment.from(source, spec),
                    types,
                    sql.scaled().scoreDigits());
        } catch (IOException e) {
            throw EmbeddedEngine.unread(e);
        }
    }

    private JavaRDD<Best> tasks(JavaSparkContext spark, Read read) {
        Broadcast<Shipment> shipment = spark.broadcast(read.shipment());
        // one broadcast for each piece: a task fetches the one that it needs, once for its machine
        List<Broadcast<Piece>> items = new ArrayList<>();
        read.items().forEach(piece -> items.add(spark.broadcast(piece)));
        int top = spec.top();
        int users = Math.max(1, read.users().size());
        JavaRDD<Piece> pieces = spark.parallelize(read.users(), users);
        if (items.size() == 1) {
            return pieces.map(piece -> task(shipment.value(), items.get(0).value(), piece));
        }
        List<Integer> numbers = new ArrayList<>();
        for (int number = 0; number < items.size(); number++) {
            numbers.add(number);
        }
        JavaPairRDD<Integer, Best> each = pieces.cartesian(spark.parallelize(numbers, Math.max(1, numbers.size())))
                .mapToPair(pair -> new Tuple2<>(
                        pair._1().first(),
                        task(shipment.value(), items.get(pair._2()).value(), pair._1())));
        return each.reduceByKey((a, b) -> a.and(b, top), users).sortByKey().values();
    }

    /** Runs where Spark wants it to: a piece of users against a piece of items. */
    private static Best task(Shipment shipment, Piece items, Piece users) throws SQLException, IOException {
        ScoreSpec spec = shipment.spec();
        ScoreData data =
                DataReader.read(shipment.with(items, users), spec, new DataCheck.Counts(items.rows(), users.rows()));
        try (ParallelScoring scoring = new ParallelScoring(data, spec.top(), 1, true)) {
            ParallelScoring.Block block = scoring.score(0, data.users());
            return Best.of(block, users.first(), items.first(), scoring.looked());
        }
    }

    /** Lets the tasks run; how many pairs they looked at. */
    private static long sum(JavaRDD<Best> best) {
        return best.map(Best::looked).fold(0L, Long::sum);
    }

    /** What was written. */
    private record Written(int generation, long rows, List<String> notes) {}

    private Written write(Read read, Iterator<Best> best) throws SQLException, IOException {
        byte[][] itemIds = Piece.ids(read.items());
        byte[][] userIds = Piece.ids(read.users());
        try (WriteSession session = WriteSession.open(target)) {
            session.limit(Duration.ofSeconds(5), Duration.ZERO);
            Generations generations = Generations.open(session, spec, read.types());
            int[] generation = new int[1];
            long[] rows = new long[1];
            generations.transaction(() -> {
                generation[0] = generations.begin();
                progress.report("writing generation " + generation[0]);
                GenerationWriter writer = new GenerationWriter(
                        session, generations.table(generation[0]), generation[0], userIds, itemIds, read.scoreDigits());
                while (best.hasNext()) {
                    rows[0] += writer.write(best.next().block());
                }
                generations.publish(generation[0]);
            });
            List<String> notes = new ArrayList<>();
            ScoreRun.sweep(generations, notes);
            return new Written(generation[0], rows[0], notes);
        }
    }
}
