package dev.pgwright.workload;

import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Takes the prefix of a log line apart: by the server's log_line_prefix, or by what prefixes usually look like. What is
 * behind {@code %q} is missing for the server's own processes.
 */
final class LinePrefix {
    /** An escape with its padding, or any other character (log_status_format in elog.c). */
    private static final Pattern PART = Pattern.compile("%-?\\d*([A-Za-z%])|.", Pattern.DOTALL);

    private static final Pattern PROCESS =
            Pattern.compile("\\[(\\d+)(?:-\\d+)?]|\\b([0-9a-f]{8,}\\.[0-9a-f]+)\\b|\\bpid=(\\d+)");
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?");
    private static final Pattern ROLE = Pattern.compile("\\b(?:user|usr|u)=([^,\\s\\]]+)");
    private static final Pattern DATABASE = Pattern.compile("\\b(?:db|database|d)=([^,\\s\\]]+)");
    private static final Pattern APPLICATION = Pattern.compile("\\b(?:app|application|a)=([^,\\]]*)");
    private static final Pattern ROLE_AT_DATABASE = Pattern.compile("([^\\s:@\\[\\]]+)@([^\\s:@\\[\\]]+)");

    private final @Nullable Pattern known;
    private final Set<String> groups;

    private LinePrefix(@Nullable Pattern known, Set<String> groups) {
        this.known = known;
        this.groups = groups;
    }

    /** What a prefix says; empty where it says nothing. */
    record Read(String time, String session, String role, String database, String application) {}

    /** Any prefix. */
    static LinePrefix usual() {
        return new LinePrefix(null, Set.of());
    }

    /** That of a server's log_line_prefix. */
    static LinePrefix of(String setting) {
        StringBuilder pattern = new StringBuilder();
        Set<String> groups = new HashSet<>();
        boolean optional = false;
        Matcher part = PART.matcher(setting);
        while (part.find()) {
            String escape = part.group(1);
            if (escape == null) {
                pattern.append(Pattern.quote(part.group()));
            } else if (escape.equals("q")) {
                pattern.append(optional ? "" : "(?:");
                optional = true;
            } else {
                pattern.append(escape(escape.charAt(0), groups));
            }
        }
        return new LinePrefix(Pattern.compile(pattern + (optional ? ")?" : ""), Pattern.DOTALL), groups);
    }

    private static String escape(char letter, Set<String> groups) {
        return switch (letter) {
            case 'm', 't' ->
                group("time", "\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)? ?[A-Za-z0-9+:-]*", groups);
            case 'n' -> group("time", "[\\d.]+", groups);
            case 'p' -> group("session", "\\d*", groups);
            case 'c' -> group("id", "[0-9a-f.]*", groups);
            case 'u' -> group("role", ".*?", groups);
            case 'd' -> group("database", ".*?", groups);
            case 'a' -> group("application", ".*?", groups);
            case '%' -> "%";
            default -> "\\s*.*?\\s*";
        };
    }

    /** Only the first of a name can be asked for. */
    private static String group(String name, String content, Set<String> groups) {
        if (!groups.add(name)) {
            return "\\s*" + content + "\\s*";
        }
        return "\\s*(?<" + name + ">" + content + ")\\s*";
    }

    Read read(String prefix) {
        if (known != null) {
            Matcher matcher = known.matcher(prefix);
            if (matcher.matches()) {
                String process = named(matcher, "session");
                return new Read(
                        named(matcher, "time"),
                        process.isEmpty() ? named(matcher, "id") : process,
                        named(matcher, "role"),
                        named(matcher, "database"),
                        named(matcher, "application"));
            }
        }
        return guessed(prefix);
    }

    private String named(Matcher matcher, String group) {
        if (!groups.contains(group)) {
            return "";
        }
        String found = matcher.group(group);
        return found == null || found.equals("[unknown]") ? "" : found.strip();
    }

    private static Read guessed(String prefix) {
        String role = first(ROLE, prefix);
        String database = first(DATABASE, prefix);
        Matcher both = ROLE_AT_DATABASE.matcher(prefix);
        if (role.isEmpty() && both.find()) {
            role = known(both.group(1));
            database = known(both.group(2));
        }
        return new Read(first(TIME, prefix), first(PROCESS, prefix), role, database, first(APPLICATION, prefix));
    }

    private static String first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return "";
        }
        for (int group = 1; group <= matcher.groupCount(); group++) {
            if (matcher.group(group) != null) {
                return known(matcher.group(group));
            }
        }
        return matcher.groupCount() == 0 ? matcher.group() : "";
    }

    private static String known(String value) {
        return value.equals("[unknown]") ? "" : value;
    }
}
