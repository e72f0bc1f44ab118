package dev.pgwright;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** The habits that a formatter does not see; each ban names what to use instead. */
class TidyTest {
    private static final Path MAIN = Path.of("src", "main");
    private static final Path TEST = Path.of("src", "test");
    private static final int LONGEST_FILE = 400;
    private static final int LONGEST_METHOD = 40;
    /** Tests hold tables of cases. */
    private static final int LONGEST_TEST_METHOD = 60;

    private static final int LONGEST_LINE = 120;

    /**
     * A text that code must not hold.
     *
     * @param except part of a path where it may stand all the same
     */
    private record Ban(String text, String instead, String except) {}

    private static final List<Ban> BANS = List.of(
            new Ban("System.currentTimeMillis(", "a java.time.Clock that is handed in", "-"),
            new Ban("Instant.now()", "a java.time.Clock that is handed in", "-"),
            new Ban("LocalDate.now()", "a java.time.Clock that is handed in", "-"),
            new Ban("new Random(", "a seed that is handed in", "-"),
            new Ban(".printStackTrace(", "a PgwrightException with what to do next", "cli/Failures.java"),
            new Ban("System.exit(", "an exit status that Main returns", "Main.java"),
            new Ban("import org.mockito", "a real server or a hand-written fake", "-"));

    private static final List<Ban> BANS_IN_TESTS = List.of(
            new Ban("import org.mockito", "a real server or a hand-written fake", "-"),
            new Ban("@Disabled", "a test that runs, or none", "-"));

    private static List<Path> files(Path folder, String... extensions) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(extensions)
                            .anyMatch(end -> file.toString().endsWith(end)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesAndLinesAreShort() {
        List<String> found = new ArrayList<>();
        for (Path folder : List.of(MAIN, TEST)) {
            for (Path file : files(folder, ".java")) {
                List<String> lines = lines(file);
                if (lines.size() > LONGEST_FILE) {
                    found.add(file + ": " + lines.size() + " lines");
                }
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).length() > LONGEST_LINE && !isLiteral(lines.get(i))) {
                        found.add(file + ":" + (i + 1) + ": " + lines.get(i).length() + " characters");
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    /** A text that is long in itself reads no better in pieces. */
    private static boolean isLiteral(String line) {
        return line.strip().startsWith("\"") || line.strip().startsWith("+ \"");
    }

    @Test
    void methodsAreShort() throws IOException {
        List<Path> sources = new ArrayList<>(files(MAIN, ".java"));
        sources.addAll(files(TEST, ".java"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        List<String> found = new ArrayList<>();
        try (StandardJavaFileManager manager =
                compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                new LongMethods(unit, positions, found).scan(unit, null);
            }
        }
        assertThat(found).isEmpty();
    }

    /** Collects methods whose text is longer than allowed. */
    private static final class LongMethods extends TreeScanner<Void, Void> {
        private final CompilationUnitTree unit;
        private final SourcePositions positions;
        private final List<String> found;

        private LongMethods(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
            this.unit = unit;
            this.positions = positions;
            this.found = found;
        }

        @Override
        public Void visitMethod(MethodTree method, Void nothing) {
            // A record's own constructor has no text.
            long start = method.getBody() == null ? -1 : positions.getStartPosition(unit, method.getBody());
            long end = positions.getEndPosition(unit, method);
            if (start >= 0 && end >= start) {
                long lines = line(end) - line(start) + 1;
                boolean test = unit.getSourceFile().getName().contains("src/test/");
                if (lines > (test ? LONGEST_TEST_METHOD : LONGEST_METHOD)) {
                    found.add(unit.getSourceFile().getName() + ": " + method.getName() + " has " + lines + " lines");
                }
            }
            return super.visitMethod(method, null);
        }

        private long line(long position) {
            return unit.getLineMap().getLineNumber(position);
        }
    }

    @Test
    void bannedCallsAreNotMade() {
        List<String> found = new ArrayList<>();
        collect(MAIN, BANS, found);
        collect(TEST, BANS_IN_TESTS, found);
        assertThat(found).isEmpty();
    }

    private static void collect(Path folder, List<Ban> bans, List<String> found) {
        for (Path file : files(folder, ".java")) {
            if (file.endsWith("TidyTest.java")) {
                continue; // it names what it bans
            }
            List<String> lines = lines(file);
            for (Ban ban : bans) {
                for (int i = 0; i < lines.size(); i++) {
                    if (lines.get(i).contains(ban.text()) && !file.toString().contains(ban.except())) {
                        found.add(file + ":" + (i + 1) + ": " + ban.text() + ": use " + ban.instead());
                    }
                }
            }
        }
    }

    @Test
    void nothingIsLeftForLater() {
        List<String> found = new ArrayList<>();
        String mark = "FIX" + "ME";
        for (Path folder : List.of(MAIN, TEST)) {
            for (Path file : files(folder, ".java", ".sql", ".md")) {
                lines(file).stream()
                        .filter(line -> line.contains(mark) || line.contains("TO" + "DO"))
                        .forEach(line -> found.add(file + ": " + line.strip()));
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everyPackageStatesItsInvariant() {
        List<String> found = new ArrayList<>();
        for (Path file : files(MAIN, ".java")) {
            Path info = file.resolveSibling("package-info.java");
            if (!Files.exists(info) || lines(info).stream().noneMatch(line -> line.contains("@NullMarked"))) {
                found.add(String.valueOf(file.getParent()));
            }
        }
        assertThat(found.stream().distinct()).isEmpty();
    }
}
