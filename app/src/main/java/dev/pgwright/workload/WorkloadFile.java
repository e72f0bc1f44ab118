package dev.pgwright.workload;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Statements with their weights, as a file of SQL with directives in comments:
 *
 * <pre>{@code
 * -- statement: upcoming-bookings
 * -- calls: 400
 * -- target: 100 ms
 * -- role: authenticated
 * -- claims: {"sub": "...", "role": "authenticated"}
 * SELECT ...;
 * }</pre>
 *
 * Every directive may be left out. What is broken is named with its line and does not keep the rest from being read.
 *
 * @param statements those that could be read
 * @param problems the others
 */
public record WorkloadFile(List<WorkloadStatement> statements, List<Problem> problems) {
    private static final String HEADER = "-- statement:";

    public WorkloadFile {
        statements = List.copyOf(statements);
        problems = List.copyOf(problems);
    }

    /** What is wrong on which line. */
    public record Problem(int line, String what) {
        @Override
        public String toString() {
            return "line " + line + ": " + what;
        }
    }

    /**
     * Reads a file.
     *
     * @throws PgwrightException BAD_FILE when the file itself cannot be read
     */
    public static WorkloadFile read(Path file) {
        try {
            return parse(Files.readString(file));
        } catch (IOException e) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    "The workload file " + file + " cannot be read as UTF-8 text",
                    "Check its name, permissions and encoding.",
                    e);
        }
    }

    /** Reads the text of such a file. */
    public static WorkloadFile parse(String text) {
        List<WorkloadStatement> statements = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (Block block : blocks(text)) {
            for (Directives directives : BlockReader.read(block.text, block.firstLine)) {
                WorkloadStatement statement = directives.statement();
                if (!statement.sql().isEmpty() && !names.add(statement.name())) {
                    directives.problem(statement.line(), "the name " + statement.name() + " is taken");
                }
                if (directives.problems().isEmpty() && !statement.sql().isEmpty()) {
                    statements.add(statement);
                }
                problems.addAll(directives.problems());
            }
        }
        return new WorkloadFile(statements, problems);
    }

    private record Block(String text, int firstLine) {}

    /** Cut before every header, so that an open quote spoils its own statement only. */
    private static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        int line = 1;
        int first = 1;
        for (String each : text.lines().toList()) {
            if (each.startsWith(HEADER)) {
                blocks.add(new Block(current.toString(), first));
                current.setLength(0);
                first = line;
            }
            current.append(each).append('\n');
            line++;
        }
        blocks.add(new Block(current.toString(), first));
        return blocks;
    }
}
