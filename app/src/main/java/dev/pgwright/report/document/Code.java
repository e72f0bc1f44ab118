package dev.pgwright.report.document;

import java.util.ArrayList;
import java.util.List;

/**
 * Statements to paste: no format may cut or change them.
 *
 * @param label what it is for: {@code Run}, {@code Undo}
 * @param statements each complete, with its semicolon
 * @param notes sentences below it, such as the lock that it takes
 */
public record Code(String label, List<String> statements, List<String> notes) implements Block {
    private static final String NOT_EXACT = "Do not paste this: characters that cannot be seen are shown as <U+...>."
            + " --format json has the exact statement.";

    public Code {
        label = Visible.line(label);
        List<String> shown = statements.stream().map(Visible::lines).toList();
        List<String> said = new ArrayList<>(notes.stream().map(Visible::line).toList());
        if (!shown.equals(statements.stream().map(s -> s.replace("\r\n", "\n")).toList())) {
            said.add(NOT_EXACT);
        }
        statements = shown;
        notes = List.copyOf(said);
    }

    /** All statements, one after the other. */
    public String text() {
        return String.join("\n", statements);
    }
}
