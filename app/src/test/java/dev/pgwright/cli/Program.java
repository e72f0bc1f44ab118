package dev.pgwright.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The program as a user runs it: words in, text and an exit status out. */
final class Program {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, String> environment;

    private Program(Map<String, String> environment) {
        this.environment = environment;
    }

    /** With this cache and state and none of the PG* variables of whoever runs the tests. */
    static Program in(Path cache, Path state) {
        return new Program(Map.of("PGWRIGHT_CACHE", cache.toString(), "XDG_STATE_HOME", state.toString()));
    }

    Program with(String variable, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(variable, value);
        return new Program(more);
    }

    /** What a run left behind. */
    record Run(int status, String out, String err) {
        JsonNode json() {
            return JSON.readTree(out);
        }

        /** Both streams. */
        String text() {
            return out + err;
        }
    }

    /** Runs it in this process. */
    Run run(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream oldOut = System.out;
        PrintStream oldErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int status = Cli.run(words, environment);
            return new Run(status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(oldOut);
            System.setErr(oldErr);
        }
    }

    /** Starts it as a process of its own, whose streams go to these files: where signals matter. */
    Process start(Path out, Path err, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.pgwright.Main"));
        command.addAll(Arrays.asList(words));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
        builder.environment().putAll(environment);
        return builder.start();
    }
}
