package dev.pgwright.pgquery;

import dev.pgwright.pgquery.ScriptPart.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Cuts a script into statements as psql does, without parsing them, so that an error in one leaves the others alone:
 * quotes, comments, dollar quotes, parentheses (rules), SQL-standard function bodies ({@code BEGIN ATOMIC ... END}),
 * backslash commands, and the lines that follow {@code COPY ... FROM STDIN}.
 *
 * <p>psql's variables ({@code :name}) are left in the text; nothing is known here of {@code \if}, {@code \i} or the
 * setting standard_conforming_strings.
 */
public final class Script {
    /** Backslash commands that send what has been typed so far, as a semicolon does. */
    private static final Set<String> SENDING = Set.of(
            "\\g", "\\gx", "\\gset", "\\gexec", "\\gdesc", "\\crosstabview", "\\watch", "\\parse", "\\sendpipeline");

    private static final Pattern COPY_FROM_STDIN =
            Pattern.compile("copy\\b.*\\bfrom\\s+stdin\\b.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String text;
    private final List<ScriptPart> parts = new ArrayList<>();
    private int position;
    /** Of the statement being read; -1 before its first token. */
    private int start = -1;

    private int lastEnd;
    private int parentheses;
    private final FunctionBody body = new FunctionBody();
    private int countedTo;
    private int line = 1;

    private Script(String text) {
        this.text = text;
    }

    /** The pieces of a script. Any text can be cut; a quote that is never closed takes the rest of it. */
    public static List<ScriptPart> split(String text) {
        Script script = new Script(text);
        script.run();
        return List.copyOf(script.parts);
    }

    private void run() {
        while (position < text.length()) {
            position = Lexer.skipBlank(text, position, text.length());
            if (position < text.length()) {
                step(text.charAt(position));
            }
        }
        finish(false);
    }

    private void step(char c) {
        if (c == '\\') {
            metaCommand();
            return;
        }
        if (c == ';') {
            if (parentheses == 0 && !body.open()) {
                finish(true);
                position++;
                copyData();
                return;
            }
        }
        if (start < 0) {
            start = position;
        }
        int end = Lexer.token(text, position);
        if (c == '(') {
            parentheses++;
        } else if (c == ')') {
            parentheses = Math.max(0, parentheses - 1);
        } else if (Lexer.identifierStart(c)) {
            body.word(text.substring(position, end), parentheses);
        }
        position = end;
        lastEnd = end;
    }

    private void metaCommand() {
        if (text.startsWith("\\;", position)) { // psql: end the statement, send it later
            finish(true);
            position += 2;
            return;
        }
        int nameEnd = position + 1;
        while (nameEnd < text.length() && !Lexer.blank(text.charAt(nameEnd)) && text.charAt(nameEnd) != '\\') {
            nameEnd++;
        }
        if (start >= 0 && SENDING.contains(text.substring(position, nameEnd))) {
            finish(true);
        }
        int end = Lexer.lineComment(text, position); // to the end of the line
        if (start < 0) {
            int trimmed = end;
            while (trimmed > position && Lexer.blank(text.charAt(trimmed - 1))) {
                trimmed--;
            }
            add(Kind.META_COMMAND, position, trimmed, true);
        }
        position = end;
    }

    private void finish(boolean terminated) {
        if (start >= 0) {
            add(Kind.STATEMENT, start, lastEnd, terminated);
        }
        start = -1;
        parentheses = 0;
        body.reset();
    }

    /** The lines behind a COPY ... FROM STDIN; called right behind its semicolon. */
    private void copyData() {
        ScriptPart last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
        if (last == null
                || last.kind() != Kind.STATEMENT
                || !text.regionMatches(true, last.start(), "copy", 0, 4)
                || !COPY_FROM_STDIN
                        .matcher(text)
                        .region(last.start(), last.end())
                        .matches()) {
            return;
        }
        int newline = text.indexOf('\n', position);
        int from = newline < 0 ? text.length() : newline + 1;
        int at = from;
        while (at < text.length()) {
            int end = text.indexOf('\n', at);
            int lineEnd = end < 0 ? text.length() : end;
            boolean closing = text.substring(at, lineEnd).stripTrailing().equals("\\.");
            at = Math.min(text.length(), lineEnd + 1);
            if (closing) {
                add(Kind.COPY_DATA, from, lineEnd, true);
                position = at;
                return;
            }
        }
        if (from < text.length()) {
            add(Kind.COPY_DATA, from, text.length(), false);
        }
        position = text.length();
    }

    private void add(Kind kind, int from, int to, boolean terminated) {
        for (; countedTo < from; countedTo++) {
            if (text.charAt(countedTo) == '\n') {
                line++;
            }
        }
        parts.add(new ScriptPart(kind, from, to, line, terminated));
    }

    /**
     * Whether a semicolon belongs to the body of a {@code CREATE FUNCTION ... BEGIN ATOMIC ... END}: psql's own rule, by
     * the first words of the statement and the balance of BEGIN, CASE and END.
     */
    private static final class FunctionBody {
        private final String[] first = new String[4];
        private int words;
        private int depth;

        void reset() {
            words = 0;
            depth = 0;
        }

        boolean open() {
            return depth > 0;
        }

        void word(String word, int parentheses) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (words < first.length) {
                first[words] = lower;
            }
            words++;
            if (parentheses > 0 || !createsRoutine()) {
                return;
            }
            switch (lower) {
                case "begin" -> depth++;
                case "case" -> depth += depth > 0 ? 1 : 0;
                case "end" -> depth -= depth > 0 ? 1 : 0;
                default -> {}
            }
        }

        private boolean createsRoutine() {
            if (words < 2 || !first[0].equals("create")) {
                return false;
            }
            boolean replace = words >= 4 && first[1].equals("or") && first[2].equals("replace");
            String noun = replace ? first[3] : first[1];
            return noun.equals("function") || noun.equals("procedure");
        }
    }
}
