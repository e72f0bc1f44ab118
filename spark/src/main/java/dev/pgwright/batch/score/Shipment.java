package dev.pgwright.batch.score;

import dev.pgwright.batch.score.Component.Side;
import java.io.InputStream;
import java.io.Serializable;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * What every task needs besides its users and items: the description, and the tables behind it. No task has a
 * connection to the database, nor its password.
 *
 * @param matrices by name of the part
 * @param weights by their table and its columns
 */
record Shipment(
        ScoreSpec spec, Map<String, Map<String, Map<String, Long>>> matrices, Map<String, Map<String, Long>> weights)
        implements Serializable {

    /** Everything that a source has. */
    static Shipment from(ScoreSource source, ScoreSpec spec) throws SQLException {
        Shipment all = new Shipment(spec, new HashMap<>(), new HashMap<>());
        for (Component part : spec.components()) {
            if (part instanceof Component.Matrix matrix) {
                all.matrices.put(part.name(), source.matrix(matrix));
            } else if (part instanceof Component.Overlap overlap && overlap.weights() != null) {
                all.weights.put(key(overlap.weights()), source.weights(overlap.weights()));
            }
        }
        return all;
    }

    /** The same as a source, with these users and items. */
    ScoreSource with(Piece items, Piece users) {
        return new ScoreSource() {
            @Override
            public InputStream rows(Side side) {
                return (side == Side.ITEM ? items : users).stream();
            }

            @Override
            public Map<String, Map<String, Long>> matrix(Component.Matrix part) {
                return known(matrices, part.name());
            }

            @Override
            public Map<String, Long> weights(Component.Weights table) {
                return known(weights, key(table));
            }
        };
    }

    private static String key(Component.Weights weights) {
        return weights.table() + " " + weights.key() + " " + weights.value();
    }

    private static <T> T known(Map<String, T> all, String name) {
        T found = all.get(name);
        if (found == null) {
            throw new IllegalStateException("not shipped: " + name);
        }
        return found;
    }
}
