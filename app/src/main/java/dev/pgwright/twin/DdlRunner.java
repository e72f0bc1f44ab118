package dev.pgwright.twin;

import dev.pgwright.postgres.SqlStates;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/**
 * Runs many statements in few round trips. What fails costs nothing but itself: a batch that fails is halved until the
 * culprits are alone, and they are tried again as long as others succeed, since they may have needed one of those.
 */
final class DdlRunner {
    private static final int BATCH = 200;

    private final Connection connection;
    private final List<TwinGap> gaps;

    DdlRunner(Connection connection, List<TwinGap> gaps) {
        this.connection = connection;
        this.gaps = gaps;
    }

    /** Runs all of them; what cannot be made even at the end becomes a gap. */
    void run(List<Ddl> statements) {
        Map<Ddl, String> failed = attempt(statements);
        failed.forEach((ddl, reason) -> {
            gaps.add(ddl.gap(reason));
            String fallback = ddl.fallback();
            if (fallback != null) {
                tryAlone(ddl, fallback);
            }
        });
    }

    private void tryAlone(Ddl ddl, String sql) {
        try {
            execute(sql);
        } catch (SQLException e) {
            requireConnection(e);
            gaps.add(ddl.gap("A simpler one failed as well: " + sentence(e)));
        }
    }

    /** Runs all of them in any order that works; what failed, with the server's reason. */
    Map<Ddl, String> attempt(List<Ddl> statements) {
        List<Ddl> left = statements;
        while (true) {
            Map<Integer, String> reasons = once(left);
            List<Ddl> tried = left;
            left = reasons.keySet().stream().map(tried::get).toList();
            if (left.isEmpty() || left.size() == tried.size()) {
                Map<Ddl, String> failed = new java.util.LinkedHashMap<>();
                reasons.forEach((index, reason) -> failed.put(tried.get(index), reason));
                return failed;
            }
        }
    }

    private Map<Integer, String> once(List<Ddl> statements) {
        Map<Integer, String> reasons = new TreeMap<>();
        for (int from = 0; from < statements.size(); from += BATCH) {
            int to = Math.min(statements.size(), from + BATCH);
            halve(statements.subList(from, to), from, reasons);
        }
        return reasons;
    }

    private void halve(List<Ddl> statements, int offset, Map<Integer, String> reasons) {
        try {
            execute(statements.stream().map(Ddl::sql).collect(Collectors.joining(";\n")));
        } catch (SQLException e) {
            requireConnection(e);
            if (statements.size() == 1) {
                reasons.put(offset, sentence(e));
            } else {
                int middle = statements.size() / 2;
                halve(statements.subList(0, middle), offset, reasons);
                halve(statements.subList(middle, statements.size()), offset + middle, reasons);
            }
        }
    }

    /** Runs a text that must succeed, or one whose failure the caller handles. */
    void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    /** What the server said, without what may hold values. */
    static String sentence(SQLException e) {
        ServerErrorMessage server = e instanceof PSQLException p ? p.getServerErrorMessage() : null;
        String message = server == null ? e.getMessage() : server.getMessage();
        return message == null ? "unknown error" : message.lines().findFirst().orElse("");
    }

    /** A lost connection is nobody's gap. */
    private static void requireConnection(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (SqlStates.isConnection(state)) {
            throw TwinServer.failed(e);
        }
    }

    /** Several lists as one. */
    @SafeVarargs
    static List<Ddl> concat(List<Ddl>... parts) {
        List<Ddl> all = new ArrayList<>();
        for (List<Ddl> part : parts) {
            all.addAll(part);
        }
        return all;
    }
}
