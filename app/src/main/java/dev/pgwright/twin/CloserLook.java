package dev.pgwright.twin;

import dev.pgwright.error.PgwrightException;
import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.Limits;
import dev.pgwright.postgres.Session;
import dev.pgwright.snapshot.Column;
import dev.pgwright.snapshot.Relation;
import dev.pgwright.twin.DistinctEstimates.Group;
import dev.pgwright.twin.DistinctEstimates.Seen;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * All rows of some combinations, instead of some rows of all: combinations whose hash ends in zeros, as distinct values
 * are sampled by Gibbons (VLDB 2001). It tells how often they come, wherever in the table they lie, which pages drawn
 * by chance seldom do. It reads what ANALYZE reads at most: a larger table in pieces spread evenly, long ones, so that
 * what lies near each other falls into one. The server counts; no value leaves it.
 */
final class CloserLook {
    /** Blocks that ANALYZE reads by default (300 * default_statistics_target). */
    private static final long MOST_PAGES = 30_000;

    private static final int PIECES = 24;

    /** Rows that the server sorts into groups. */
    private static final double KEPT = 200_000;

    private static final Limits LIMITS = new Limits(Duration.ofMillis(100), Duration.ofSeconds(3));

    private final Relation table;
    private final String key;

    /** A look at these columns. */
    CloserLook(Relation table, List<Column> columns) {
        this.table = table;
        String hash = "0";
        for (Column column : columns) {
            hash = hash(column, hash);
        }
        this.key = hash;
    }

    /** What it shows; nothing when the table may not be read now, or not in that time. */
    Optional<Seen> read(Session session) {
        try {
            return session.read(LIMITS, this::read);
        } catch (PgwrightException e) {
            return Optional.empty(); // the first look has to do
        }
    }

    private Optional<Seen> read(Connection connection) throws SQLException {
        boolean whole = table.pages() <= MOST_PAGES;
        double part = whole ? 1 : (double) MOST_PAGES / table.pages();
        long slices = Long.highestOneBit(Math.max(1, (long) (table.tuples() * part / KEPT)));
        String sql = TwinSql.load("closer_look")
                .replace(":pieces", whole ? piece(0, "") : pieces())
                .replace(":mask", Long.toString(slices - 1));
        double drawn = 0;
        double distinct = 0;
        List<Group> groups = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            // a guest takes one processor, and compiling takes longer than this
            statement.execute("SET LOCAL max_parallel_workers_per_gather = 0; SET LOCAL jit = off");
            try (ResultSet row = statement.executeQuery(sql)) {
                while (row.next()) {
                    double combinations = row.getDouble(3) * slices;
                    drawn += row.getDouble(1) * combinations;
                    distinct += combinations;
                    groups.add(new Group(combinations, row.getDouble(2)));
                }
            }
        }
        return drawn == 0
                ? Optional.empty()
                : Optional.of(
                        whole ? Seen.whole(distinct, groups) : Seen.certain(drawn, drawn / part, distinct));
    }

    /** One from each of equal parts of the table, at a random place: always the same, or estimates would change. */
    private String pieces() {
        SplittableRandom random = new SplittableRandom(1);
        double stratum = (double) table.pages() / PIECES;
        long length = MOST_PAGES / PIECES;
        List<String> all = new ArrayList<>();
        for (int i = 0; i < PIECES; i++) {
            long from = (long) (i * stratum + random.nextDouble() * (stratum - length));
            all.add(piece(i, " WHERE ctid >= '(" + from + ",0)' AND ctid < '(" + (from + length) + ",0)'"));
        }
        return String.join("\n      UNION ALL\n      ", all);
    }

    private String piece(int number, String where) {
        return "SELECT " + number + ", " + key + " FROM ONLY " + Identifiers.qualified(table.schema(), table.name())
                + where;
    }

    /** By the function of the type where there is one that is cheap, since every row passes it; NULL for NULL. */
    private static String hash(Column column, String seed) {
        String name = Identifiers.quote(column.name());
        String type = StoredTypes.bare(column.type());
        String call =
                switch (type) {
                    case "smallint" -> "hashint2extended(" + name;
                    case "integer" -> "hashint4extended(" + name;
                    case "bigint" -> "hashint8extended(" + name;
                    case "numeric" -> "hash_numeric_extended(" + name;
                    case "uuid" -> "uuid_hash_extended(" + name;
                    case "date", "timestamp without time zone" -> "timestamp_hash_extended(" + name + "::timestamp";
                    default -> "hashtextextended(" + name + "::text";
                };
        return call + ", " + seed + ")";
    }
}
