package dev.pgwright.workload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Finds executions of statements in log entries: durations (log_min_duration_statement, log_duration), statements
 * (log_statement) and plans (auto_explain), and tells which of them are about the same execution.
 */
final class LogEvents implements Consumer<LogEntry> {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** As postgres.c writes them; the name of a prepared statement may have any letters. */
    private static final Pattern DURATION =
            Pattern.compile("duration: (\\d{1,15}(?:\\.\\d+)?) ms(?:  (.*))?", Pattern.DOTALL);

    private static final Pattern STATEMENT =
            Pattern.compile("(?:(statement|execute fetch from|execute|parse|bind)(?: ([^:]*))?: )(.*)", Pattern.DOTALL);
    private static final String PLAN = "plan:\n";
    private static final String QUERY_TEXT = "Query Text: ";
    private static final String QUERY_PARAMETERS = "Query Parameters: ";

    /** Plan lines of the text format: a node with its costs. */
    private static final Pattern NODE = Pattern.compile("^.{0,300}\\(cost=\\d+\\.\\d+\\.\\.\\d", Pattern.MULTILINE);

    private static final int PENDING = 1000;
    private static final int SESSIONS = 10_000;

    private final Consumer<LogEvent> events;
    private final Map<String, Session> sessions = new HashMap<>();

    /** What of a session is not settled yet. */
    private static final class Session {
        /** Plans whose statement may still be logged with its own duration. */
        final List<LogEvent> plans = new ArrayList<>();
        /** A statement whose duration may still come. */
        @Nullable
        LogEvent statement;
        /** The last one with its time whose plan was not seen yet: a portal may be closed after its time is logged. */
        String withoutPlan = "";
    }

    LogEvents(Consumer<LogEvent> events) {
        this.events = events;
    }

    @Override
    public void accept(LogEntry entry) {
        if (!entry.severity().equals("LOG")) {
            return;
        }
        if (sessions.size() > SESSIONS) {
            finish();
        }
        Matcher duration = DURATION.matcher(entry.message());
        if (!duration.matches()) {
            LogEvent statement = statement(entry, entry.message(), 0);
            if (statement != null && statement.calls() > 0) {
                Session session = session(entry);
                flushStatement(session);
                session.statement = statement;
            }
            return;
        }
        double millis = Double.parseDouble(duration.group(1));
        String rest = duration.group(2) == null ? "" : duration.group(2);
        if (rest.startsWith(PLAN)) {
            plan(entry, rest.substring(PLAN.length()), millis);
        } else if (rest.isEmpty()) {
            bare(session(entry), millis);
        } else {
            LogEvent statement = statement(entry, rest, millis);
            if (statement != null) {
                timed(session(entry), statement);
            }
        }
    }

    private Session session(LogEntry entry) {
        return sessions.computeIfAbsent(entry.session(), key -> new Session());
    }

    /** Everything that waits for more; to be called at the end. */
    void finish() {
        for (Session session : sessions.values()) {
            flushStatement(session);
            session.plans.forEach(events);
        }
        sessions.clear();
    }

    private void flushStatement(Session session) {
        if (session.statement != null) {
            events.accept(session.statement);
            session.statement = null;
        }
    }

    /** log_duration: only the time of the statement that was logged before. */
    private void bare(Session session, double millis) {
        LogEvent statement = session.statement;
        if (statement != null) {
            session.statement = null;
            timed(session, new LogEvent(statement.entry(), statement.sql(), statement.parameters(), millis, 1, true));
        }
    }

    /** A statement with its time: its own plan is about the same execution, shorter ones of the session ran inside. */
    private void timed(Session session, LogEvent statement) {
        flushStatement(session);
        if (statement.calls() > 0) {
            session.withoutPlan = statement.sql();
            for (LogEvent plan : session.plans) {
                if (plan.sql().equals(statement.sql())) {
                    session.withoutPlan = "";
                }
                boolean inside = plan.millis() <= statement.millis();
                if (!plan.sql().equals(statement.sql())) {
                    events.accept(new LogEvent(plan.entry(), plan.sql(), plan.parameters(), plan.millis(), 1, !inside));
                }
            }
            session.plans.clear();
        }
        events.accept(statement);
    }

    private static @Nullable LogEvent statement(LogEntry entry, String text, double millis) {
        Matcher matcher = STATEMENT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        boolean call = matcher.group(1).equals("execute") || matcher.group(1).equals("statement");
        return new LogEvent(
                entry, matcher.group(3).strip(), LogParameter.read(entry.detail()), millis, call ? 1 : 0, true);
    }

    private void plan(LogEntry entry, String plan, double millis) {
        String sql = "";
        String parameters = "";
        if (plan.startsWith(QUERY_TEXT)) {
            int end = plan.indexOf("\n" + QUERY_PARAMETERS);
            Matcher node = NODE.matcher(plan);
            int nodes = node.find() ? node.start() - 1 : plan.length();
            sql = plan.substring(QUERY_TEXT.length(), Math.max(QUERY_TEXT.length(), end >= 0 ? end : nodes));
            parameters = end >= 0 ? plan.substring(end) : "";
        } else if (plan.startsWith("{")) {
            try {
                JsonNode json = JSON.readTree(plan);
                sql = json.path("Query Text").asString("");
                parameters = json.path("Query Parameters").asString("");
            } catch (JacksonException e) {
                return; // cut in the middle, or not JSON at all
            }
        }
        Session session = session(entry);
        if (sql.strip().equals(session.withoutPlan)) {
            session.withoutPlan = "";
        } else if (!sql.isBlank()) {
            session.plans.add(new LogEvent(entry, sql.strip(), LogParameter.read(parameters), millis, 1, true));
            if (session.plans.size() > PENDING) {
                session.plans.forEach(events);
                session.plans.clear();
            }
        }
    }
}
