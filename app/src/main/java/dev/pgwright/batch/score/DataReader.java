package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.ColumnOf;
import dev.pgwright.batch.score.Component.Side;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads both sides, as binary COPY sends them, into columns. */
final class DataReader {
    private final ScoreSource source;
    private final ScoreSpec spec;
    private final Scaled scaled;
    private final int items;
    private final int users;
    /** For each part of pairs its term, a {@link TableTerm} or an {@link OverlapTerm}. */
    private final List<Object> terms = new ArrayList<>();

    private DataReader(ScoreSource source, ScoreSpec spec, DataCheck.Counts counts, int spare) {
        this.source = source;
        this.spec = spec;
        this.scaled = Scaled.of(spec);
        this.items = Math.toIntExact(counts.items());
        this.users = Math.toIntExact(counts.users()) + spare;
    }

    /**
     * What was read, and its terms in the order of the columns.
     *
     * @param users how many places of users are filled
     */
    record Loaded(ScoreData data, List<Object> terms, int users) {
        Loaded {
            terms = List.copyOf(terms);
        }
    }

    /**
     * Everything, with room for users that are read later.
     *
     * @param spare how many
     */
    static Loaded load(Connection connection, ScoreSql sql, DataCheck.Counts counts, int spare)
            throws SQLException, IOException {
        DataReader reader = new DataReader(new ServerSource(connection, sql), sql.spec(), counts, spare);
        ScoreData data = reader.read();
        return new Loaded(data, reader.terms, Math.toIntExact(counts.users()));
    }

    /**
     * Reads one user into a place that nobody looks at yet.
     *
     * @return false when there is no such user
     */
    static boolean readUser(Connection connection, String query, Loaded into, int place)
            throws SQLException, IOException {
        try (CopyReader rows = new CopyReader(ServerSource.copy(connection, query))) {
            boolean found = false;
            while (rows.next()) {
                found = true;
                into.data().userIds()[place] = rows.bytes();
                into.data().userFixed()[place] = rows.wholeNumber();
                for (Object term : into.terms()) {
                    readTerm(term, Side.USER, place, rows);
                }
            }
            return found;
        }
    }

    /** Everything, in the transaction of the counts. */
    static ScoreData read(Connection connection, ScoreSql sql, DataCheck.Counts counts)
            throws SQLException, IOException {
        return read(new ServerSource(connection, sql), sql.spec(), counts);
    }

    /** Everything from wherever it comes. */
    static ScoreData read(ScoreSource source, ScoreSpec spec, DataCheck.Counts counts)
            throws SQLException, IOException {
        return new DataReader(source, spec, counts, 0).read();
    }

    /**
     * All items, and room for so many users, who are read block by block from what is open then.
     *
     * @param usersOfBlock at most
     */
    static UserBlocks blocks(ScoreSource source, ScoreSpec spec, DataCheck.Counts counts, int usersOfBlock)
            throws SQLException, IOException {
        DataCheck.Counts atATime = new DataCheck.Counts(counts.items(), usersOfBlock);
        DataReader reader = new DataReader(source, spec, atATime, 0);
        ScoreData data = reader.items();
        UserBlocks blocks = new UserBlocks(reader, data, new CopyReader(source.rows(Side.USER)));
        blocks.next();
        data.tables().forEach(TableTerm::prepare);
        return blocks;
    }

    /** Users who are read into the same places block after block. */
    static final class UserBlocks implements AutoCloseable {
        private final DataReader reader;
        private final ScoreData data;
        private final CopyReader rows;
        private int users;

        private UserBlocks(DataReader reader, ScoreData data, CopyReader rows) {
            this.reader = reader;
            this.data = data;
            this.rows = rows;
        }

        ScoreData data() {
            return data;
        }

        /** How many places are filled. */
        int users() {
            return users;
        }

        /** Reads the next users; false when there are no more. */
        boolean next() throws IOException {
            users = reader.fill(rows, Side.USER, data.userIds(), data.userFixed());
            data.checkOverflow();
            return users > 0;
        }

        @Override
        public void close() throws IOException {
            rows.close();
        }
    }

    private ScoreData read() throws SQLException, IOException {
        ScoreData data = items();
        try (CopyReader rows = new CopyReader(source.rows(Side.USER))) {
            fill(rows, Side.USER, data.userIds(), data.userFixed());
            requireEnd(rows);
        }
        data.checkOverflow();
        data.tables().forEach(TableTerm::prepare);
        return data;
    }

    /** All items, and empty places for users. */
    private ScoreData items() throws SQLException, IOException {
        for (Component part : ScoreSql.pairParts(spec)) {
            terms.add(term(part));
        }
        byte[][] itemIds = new byte[items][];
        long[] itemFixed = new long[items];
        try (CopyReader rows = new CopyReader(source.rows(Side.ITEM))) {
            fill(rows, Side.ITEM, itemIds, itemFixed);
            requireEnd(rows);
        }
        List<TableTerm> tables = new ArrayList<>();
        List<OverlapTerm> overlaps = new ArrayList<>();
        for (Object term : terms) {
            if (term instanceof TableTerm table) {
                tables.add(table);
            } else {
                overlaps.add((OverlapTerm) term);
            }
        }
        return new ScoreData(
                itemIds, itemFixed, new byte[users][], new long[users], List.copyOf(tables), List.copyOf(overlaps));
    }

    /** Fills places with rows until one of both ends; how many. */
    private int fill(CopyReader rows, Side side, byte[][] ids, long[] fixed) throws IOException {
        int at = 0;
        while (at < ids.length && rows.next()) {
            byte[] id = rows.bytes();
            if (id == null) {
                throw new IllegalStateException("an id is missing that was there in the same snapshot");
            }
            ids[at] = id;
            fixed[at] = rows.wholeNumber();
            for (Object term : terms) {
                readTerm(term, side, at, rows);
            }
            at++;
        }
        return at;
    }

    private static void requireEnd(CopyReader rows) throws IOException {
        if (rows.next()) {
            throw new IllegalStateException("the rows changed within one snapshot");
        }
    }

    private static void readTerm(Object term, Side side, int at, CopyReader rows) throws IOException {
        if (term instanceof TableTerm table) {
            if (side == Side.ITEM) {
                table.readItem(at, rows);
            } else {
                table.readUser(at, rows);
            }
        } else if (side == Side.ITEM) {
            ((OverlapTerm) term).readItem(at, rows);
        } else {
            ((OverlapTerm) term).readUser(at, rows);
        }
    }

    private Object term(Component part) throws SQLException {
        long weight = scaled.weight(part.weight());
        if (part instanceof Component.Matrix matrix) {
            return new TableTerm.Keys(
                    items, users, source.matrix(matrix), scaled.weighted(part.weight(), matrix.missing()));
        }
        if (part instanceof Component.Overlap overlap) {
            Component.Weights weights = overlap.weights();
            return new OverlapTerm(
                    items,
                    users,
                    weights == null ? null : source.weights(weights),
                    overlap.relativeTo(),
                    weight,
                    scaled.points(overlap.full()),
                    scaled.points(overlap.missing()));
        }
        Component.Piecewise piecewise = (Component.Piecewise) part;
        ColumnOf of = piecewise.of();
        Curve curve = Curve.of(piecewise.curve(), piecewise.shape(), scaled, scaled.decimals());
        long missing = scaled.weighted(part.weight(), piecewise.missing());
        long bound = Math.abs(missing);
        for (ScoreSpec.Point point : piecewise.curve()) {
            bound = Math.max(bound, Math.abs(scaled.weighted(part.weight(), point.points())));
        }
        return new TableTerm.Difference(
                items, users, of.side() == Side.ITEM, x -> weight * curve.valueAt(x), missing, bound);
    }
}
