package dev.pgwright.workload;

import dev.pgwright.pgquery.PgQueryException;
import dev.pgwright.pgquery.Script;
import dev.pgwright.pgquery.ScriptPart;
import dev.pgwright.pgquery.SqlSyntaxException;
import dev.pgwright.pgquery.Token;
import dev.pgwright.sql.SqlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a part of a workload file: its statements by PostgreSQL's grammar, with the comments before each. */
final class BlockReader {
    private static final String LINE_COMMENT = "SQL_COMMENT";
    private static final String SEMICOLON = "ASCII_59";
    private static final int LONGEST_MESSAGE = 120;

    /** What the scanner says of a text that ends too early, and what to call it. */
    private static final Map<String, String> OPEN = Map.of(
            "unterminated quoted string", "string",
            "unterminated quoted identifier", "name",
            "unterminated dollar-quoted string", "dollar quote",
            "unterminated /* comment", "comment");

    private final String text;
    private final int firstLine;
    private final List<Directives> pieces = new ArrayList<>();
    private final List<Directives.Comment> comments = new ArrayList<>();
    private int countedTo;
    private int line;

    private BlockReader(String text, int firstLine) {
        this.text = text;
        this.firstLine = firstLine;
        this.line = firstLine;
    }

    /**
     * The pieces of a text that begins on that line of its file: its statements, each with what is wrong with it, and
     * pieces without SQL for what is no statement.
     */
    static List<Directives> read(String text, int firstLine) {
        return new BlockReader(text, firstLine).run();
    }

    private List<Directives> run() {
        int end = 0;
        for (ScriptPart part : Script.split(text)) {
            readComments(end, part.start());
            switch (part.kind()) {
                case STATEMENT -> readStatement(part);
                case META_COMMAND -> noStatement(part.start(), name(part) + " is a command of psql, not SQL");
                case COPY_DATA -> noStatement(part.start(), "data of COPY is not read");
            }
            end = part.end();
        }
        readComments(end, text.length());
        if (!comments.isEmpty()) {
            pieces.add(Directives.of(comments, "", line(text.length()), List.of()));
        }
        return pieces;
    }

    private void readStatement(ScriptPart part) {
        String sql = part.text(text);
        List<WorkloadFile.Problem> problems = new ArrayList<>();
        try {
            SqlText.parser().parse(sql);
        } catch (PgQueryException e) {
            problems.add(problem(part.start(), e));
        }
        pieces.add(Directives.of(comments, sql, line(part.start()), problems));
        comments.clear();
    }

    /** Names what keeps no statement from being read. */
    private void noStatement(int offset, String what) {
        pieces.add(Directives.of(List.of(), "", line(offset), List.of(new WorkloadFile.Problem(line(offset), what))));
    }

    /** Reads what lies between two parts: a comment before the semicolon still belongs to the statement before it. */
    private void readComments(int from, int to) {
        String between = text.substring(from, to);
        if (between.isBlank()) {
            return;
        }
        List<Token> tokens;
        try {
            tokens = SqlText.parser().scan(between);
        } catch (PgQueryException e) {
            WorkloadFile.Problem problem = problem(from, e);
            pieces.add(Directives.of(List.of(), "", problem.line(), List.of(problem)));
            return;
        }
        int semicolon = pieces.isEmpty()
                ? 0
                : tokens.stream()
                        .filter(token -> token.name().equals(SEMICOLON))
                        .mapToInt(Token::end)
                        .findFirst()
                        .orElse(0);
        for (Token token : tokens) {
            if (token.name().equals(LINE_COMMENT) && token.start() >= semicolon) {
                String comment = between.substring(token.start() + 2, token.end());
                comments.add(new Directives.Comment(comment.strip(), line(from + token.start())));
            }
        }
    }

    /** What the parser said of the text from that offset on. */
    private WorkloadFile.Problem problem(int start, PgQueryException e) {
        int offset = start
                + (e instanceof SqlSyntaxException syntax ? syntax.offset().orElse(0) : 0);
        String said = said(e);
        String what = offset < text.length() && text.charAt(offset) == '\\'
                ? "a command of psql is not SQL"
                : OPEN.entrySet().stream()
                        .filter(open -> said.startsWith(open.getKey()))
                        .map(open -> "the " + open.getValue() + " is not closed")
                        .findFirst()
                        .orElse(said);
        return new WorkloadFile.Problem(line(offset), what);
    }

    private static String said(PgQueryException e) {
        String message = e.getMessage() == null ? "no SQL" : e.getMessage();
        String line = message.lines().findFirst().orElse("");
        return line.length() <= LONGEST_MESSAGE ? line : line.substring(0, LONGEST_MESSAGE) + "...";
    }

    private String name(ScriptPart part) {
        return part.text(text).split("\\s", 2)[0];
    }

    /** Offsets mostly grow, so the lines are counted on from the last one. */
    private int line(int offset) {
        if (offset < countedTo) {
            countedTo = 0;
            line = firstLine;
        }
        for (; countedTo < offset; countedTo++) {
            line += text.charAt(countedTo) == '\n' ? 1 : 0;
        }
        return line;
    }
}
