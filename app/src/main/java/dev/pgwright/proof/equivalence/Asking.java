package dev.pgwright.proof.equivalence;

import dev.pgwright.postgres.Identifiers;
import dev.pgwright.postgres.SqlStates;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks one side's query inside an open transaction, which it leaves as it was. */
final class Asking {
    /** Sums of floating point numbers depend on their order in the last digits. */
    private static final MathContext FLOAT = new MathContext(10);
    /** Rows of one answer that are kept in memory. */
    static final int MOST_ROWS = 200_000;

    private final Side side;
    private final OrderedText ordered;
    private final Optional<OrderedText.Unlimited> unlimited;
    private final Duration limit;

    Asking(Side side, Duration limit) {
        this.side = side;
        this.ordered = OrderedText.of(side.sql());
        this.unlimited = OrderedText.withoutLimit(side.sql());
        this.limit = limit;
    }

    /** True when the query sorts. */
    boolean sorts() {
        return !ordered.keys().isEmpty() || !ordered.known();
    }

    /**
     * The answer.
     *
     * @param planner settings of the planner, as {@code SET LOCAL} statements; empty for none
     */
    Answer ask(Connection connection, String planner) throws SQLException {
        Answer answer = ask(connection, planner, ordered);
        if (answer.hasFailed() && ordered.added() > 0 && !answer.timedOut()) {
            return ask(connection, planner, new OrderedText(side.sql(), List.of(), List.of(), 0, false));
        }
        return answer;
    }

    /** All rows that its LIMIT and OFFSET choose from; empty when it has none that can be taken away. */
    Optional<Answer> askAll(Connection connection, String planner) throws SQLException {
        if (unlimited.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                ask(connection, planner, OrderedText.of(unlimited.get().sql())));
    }

    /** Rows that its OFFSET skips. */
    int offset() {
        return unlimited.map(OrderedText.Unlimited::offset).orElse(0);
    }

    private Answer ask(Connection connection, String planner, OrderedText text) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setMaxRows(MOST_ROWS + 1);
            statement.execute("SAVEPOINT pgwright_side");
            try {
                statement.execute(setUp(planner));
                try (ResultSet rows = statement.executeQuery(text.sql())) {
                    return read(rows, text);
                }
            } catch (SQLException e) {
                return failure(e);
            } finally {
                statement.execute("ROLLBACK TO SAVEPOINT pgwright_side; RELEASE SAVEPOINT pgwright_side");
            }
        }
    }

    private static Answer failure(SQLException e) throws SQLException {
        String state = Objects.requireNonNullElse(e.getSQLState(), "");
        if (SqlStates.isConnection(state)) {
            throw e;
        }
        String message = Objects.requireNonNullElse(e.getMessage(), state)
                .lines()
                .findFirst()
                .orElse(state);
        return Answer.failed(message, state.equals(SqlStates.QUERY_CANCELED));
    }

    private String setUp(String planner) {
        StringBuilder sql = new StringBuilder(planner);
        for (String change : side.setUp()) {
            sql.append(change).append("; ");
        }
        sql.append("SET LOCAL statement_timeout = ").append(limit.toMillis());
        if (side.claims() != null) {
            sql.append("; SET LOCAL request.jwt.claims = ").append(Identifiers.literal(side.claims()));
        }
        if (side.role() != null) {
            sql.append("; SET LOCAL ROLE ").append(Identifiers.quote(side.role()));
        }
        return sql.toString();
    }

    private static Answer read(ResultSet rows, OrderedText text) throws SQLException {
        ResultSetMetaData meta = rows.getMetaData();
        int own = meta.getColumnCount() - text.added();
        List<Answer.Column> columns = new ArrayList<>();
        for (int i = 1; i <= own; i++) {
            columns.add(new Answer.Column(meta.getColumnLabel(i), type(meta.getColumnTypeName(i))));
        }
        int[] keys = places(meta, text, own);
        List<List<@Nullable String>> all = new ArrayList<>();
        List<Integer> groups = new ArrayList<>();
        List<@Nullable String> last = List.of();
        while (rows.next()) {
            List<@Nullable String> row = new ArrayList<>();
            for (int i = 1; i <= own; i++) {
                row.add(value(rows.getString(i), meta.getColumnTypeName(i)));
            }
            all.add(row);
            if (keys.length > 0) {
                List<@Nullable String> key = new ArrayList<>();
                for (int place : keys) {
                    key.add(value(rows.getString(place), meta.getColumnTypeName(place)));
                }
                int group = groups.isEmpty() ? 0 : groups.get(groups.size() - 1) + (key.equals(last) ? 0 : 1);
                groups.add(group);
                last = key;
            }
        }
        return new Answer(columns, all, groups, null, false);
    }

    /** Columns of the keys; none when one of them is not to be found. */
    private static int[] places(ResultSetMetaData meta, OrderedText text, int own) throws SQLException {
        int[] places = new int[text.keys().size()];
        for (int i = 0; i < places.length; i++) {
            int key = text.keys().get(i);
            int place = key >= 0 ? key : own - key;
            for (int c = 1; key == 0 && c <= own && place == 0; c++) {
                place = meta.getColumnLabel(c).equals(text.names().get(i)) ? c : 0;
            }
            if (place == 0) {
                return new int[0];
            }
            places[i] = place;
        }
        return places;
    }

    /** The driver calls a column with a sequence serial, which is no type. */
    private static String type(String name) {
        return switch (name) {
            case "smallserial" -> "int2";
            case "serial" -> "int4";
            case "bigserial" -> "int8";
            default -> name;
        };
    }

    /** 1.0 and 1.00 are equal numbers, and floating point ones are equal but for their last digits. */
    private static @Nullable String value(@Nullable String text, String type) {
        if (text == null) {
            return null;
        }
        try {
            return switch (type) {
                case "numeric" -> number(new BigDecimal(text));
                case "float4", "float8" -> number(new BigDecimal(text).round(FLOAT));
                case "citext" -> text.toLowerCase(Locale.ROOT);
                default -> text;
            };
        } catch (NumberFormatException e) {
            return text; // NaN, Infinity
        }
    }

    private static String number(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
