package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.Side;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Map;

/** Where the rows that are scored come from: a server, or a copy of what it sent. */
interface ScoreSource {
    /** The rows of {@link ScoreSql#items()} or {@link ScoreSql#users()} in the binary format of COPY. */
    InputStream rows(Side side) throws SQLException, IOException;

    /** Weighted points by the user's key and the item's. */
    Map<String, Map<String, Long>> matrix(Component.Matrix part) throws SQLException;

    /** Weights of the elements that weigh something. */
    Map<String, Long> weights(Component.Weights weights) throws SQLException;
}
