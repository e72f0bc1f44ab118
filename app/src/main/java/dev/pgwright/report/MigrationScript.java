package dev.pgwright.report;

import dev.pgwright.report.IndexAdviceResult.SelectedIndex;
import dev.pgwright.report.document.Visible;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Advice on indexes as migration files. */
public final class MigrationScript {
    /** Whose naming the files follow. */
    public enum Style {
        /** The file as it is named, with the undo as comments. */
        PLAIN,
        /** {@code YYYYMMDDHHMMSS_name.sql}, as {@code supabase migration new} names them. */
        SUPABASE,
        /** {@code V<version>__name.sql} and its undo {@code U<version>__name.sql}. */
        FLYWAY
    }

    /** A file to write. */
    public record File(Path path, String text) {}

    private static final DateTimeFormatter VERSION =
            DateTimeFormatter.ofPattern("uuuuMMddHHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern SUPABASE_NAME = Pattern.compile("\\d{14}_(.+)");
    private static final Pattern FLYWAY_NAME = Pattern.compile("V([0-9][0-9._]*?)__(.+)");
    private static final String NAME = "indexes";
    private static final int WIDTH = 100;

    private final IndexAdviceResult advice;
    private final Style style;
    private final Instant now;
    private final StringBuilder out = new StringBuilder();

    private MigrationScript(IndexAdviceResult advice, Style style, Instant now) {
        this.advice = advice;
        this.style = style;
        this.now = now;
    }

    /**
     * The files of an advice; none when there is nothing to do.
     *
     * @param wanted the file as the user names it, or the folder of the migrations
     */
    public static List<File> of(IndexAdviceResult advice, Style style, Path wanted, Clock clock) {
        if (advice.selected().isEmpty() && advice.drop().isEmpty()) {
            return List.of();
        }
        Instant now = clock.instant();
        Path folder = Files.isDirectory(wanted) ? wanted : wanted.resolveSibling("");
        String base = Files.isDirectory(wanted) ? NAME : base(wanted);
        String stamp = VERSION.format(now);
        String forward = new MigrationScript(advice, style, now).forward();
        return switch (style) {
            case PLAIN ->
                List.of(new File(Files.isDirectory(wanted) ? wanted.resolve(NAME + ".sql") : wanted, forward));
            case SUPABASE -> {
                boolean named = SUPABASE_NAME.matcher(base).matches();
                yield List.of(new File(folder.resolve((named ? base : stamp + "_" + base) + ".sql"), forward));
            }
            case FLYWAY -> {
                Matcher named = FLYWAY_NAME.matcher(base);
                String rest = named.matches() ? named.group(1) + "__" + named.group(2) : stamp + "__" + base;
                String back = new MigrationScript(advice, style, now).back();
                yield List.of(
                        new File(folder.resolve("V" + rest + ".sql"), forward),
                        new File(folder.resolve("U" + rest + ".sql"), back));
            }
        };
    }

    /** The name without folder and ending. */
    private static String base(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("(?i)\\.sql$", "");
    }

    private String forward() {
        comment("Indexes for " + advice.target() + ", advised by pgwright on " + Moments.minute(now) + ".");
        comment("By the planner's estimates they bring the cost of the workload to "
                + IndexWords.share(advice.cost().relative()) + " of what it is. Nothing was measured: see what they"
                + " bring, and take back what does not help.");
        comment("");
        comment("Each statement runs on its own, outside of a transaction; reads and writes go on meanwhile. One that"
                + " fails leaves an invalid index of its name behind: drop that, then run the statement again.");
        forTool();
        for (SelectedIndex index : advice.selected()) {
            out.append('\n');
            comment(IndexWords.of(index.sql()) + ": " + Figures.bytes(index.bytes()) + "; for "
                    + String.join(", ", index.serves()));
            out.append(index.sql()).append('\n');
        }
        advice.drop().forEach(drop -> {
            out.append('\n');
            comment("Superfluous then: " + drop.reason() + ".");
            out.append(drop.sql()).append('\n');
        });
        if (style != Style.FLYWAY) {
            out.append('\n');
            comment("To take it back:");
            undo().forEach(sql -> verbatim(sql));
        }
        return out.toString();
    }

    private String back() {
        comment("Takes back the migration of the same version. Each statement runs on its own, outside of a"
                + " transaction.");
        forTool();
        undo().forEach(sql -> out.append('\n').append(sql).append('\n'));
        return out.toString();
    }

    private void forTool() {
        switch (style) {
            case PLAIN -> comment("With psql: psql -v ON_ERROR_STOP=1 -f FILE, without --single-transaction.");
            case SUPABASE ->
                comment("The Supabase CLI runs CREATE INDEX CONCURRENTLY outside of its transaction since"
                        + " version 2.109, and DROP INDEX CONCURRENTLY only since later ones. With an older one run the"
                        + " statements with psql, then: supabase migration repair --status applied VERSION");
            case FLYWAY ->
                comment("Set flyway.postgresql.transactional.lock=false: otherwise Flyway waits for the"
                        + " build, and the build for Flyway's own lock, forever.");
        }
    }

    /** The last change is taken back first. */
    private List<String> undo() {
        List<List<String>> changes = new ArrayList<>();
        advice.selected().forEach(index -> changes.add(List.of(index.undo())));
        advice.drop().forEach(drop -> changes.add(drop.undo()));
        Collections.reverse(changes);
        return changes.stream().flatMap(List::stream).toList();
    }

    /** Prose, wrapped; names in it cannot end the comment. */
    private void comment(String text) {
        String visible = Visible.line(text);
        int from = 0;
        do {
            int to = visible.length() - from <= WIDTH ? visible.length() : visible.lastIndexOf(' ', from + WIDTH);
            to = to <= from ? visible.length() : to;
            out.append(("-- " + visible.substring(from, to)).stripTrailing()).append('\n');
            from = to + 1;
        } while (from < visible.length());
    }

    /** A statement as a comment: a line break ends a comment, so each line is one. */
    private void verbatim(String sql) {
        for (String line : sql.split("\r\n|\r|\n", -1)) {
            out.append("-- ").append(line).append('\n');
        }
    }
}
