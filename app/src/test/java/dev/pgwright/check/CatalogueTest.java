package dev.pgwright.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pgwright.advice.Remedies;
import dev.pgwright.advice.Remedy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** One name for each check: class, list, page, examples and remedy, with no gap and no orphan. */
class CatalogueTest {
    private static final Path MAIN = Path.of("src", "main");
    private static final Path CLASSES = MAIN.resolve(Path.of("java", "dev", "pgwright"));
    private static final Path PAGES = MAIN.resolve(Path.of("resources", "dev", "pgwright", "check"));
    private static final int LONGEST_CHECK = 120;

    @Test
    void checksAreListedOnceInOrder() {
        assertThat(Checks.ids()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void everyCheckIsAClassOfItsNameInThePackageOfItsTheme() {
        Set<String> expected = Checks.ALL.stream()
                .map(Check::info)
                .map(info -> info.theme().id() + "/" + className(info.id()) + ".java")
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(filesThatImplement(CLASSES.resolve("check"), "Check")).isEqualTo(expected);
        Checks.ALL.forEach(check -> assertThat(check.getClass().getSimpleName())
                .isEqualTo(className(check.info().id())));
    }

    @Test
    void checkClassesAreSmall() {
        Checks.ALL.forEach(check -> {
            Path file = CLASSES.resolve(Path.of(
                    "check", check.info().theme().id(), className(check.info().id()) + ".java"));
            assertThat(CheckServer.read(file).lines().count())
                    .as(file.toString())
                    .isLessThanOrEqualTo(LONGEST_CHECK);
        });
    }

    @Test
    void everyCheckHasAPageAndEveryPageACheck() {
        assertThat(names(PAGES)).isEqualTo(named(Checks.ids(), ".md"));
    }

    @Test
    void everyPageHasTheSameSectionsWithText() {
        for (String id : Checks.ids()) {
            CheckPage page = CheckPage.of(id);
            assertThat(page.title()).as(id).isNotBlank();
            assertThat(page.sections().keySet()).as(id).containsExactlyElementsOf(CheckPage.HEADINGS);
            assertThat(page.sections().values())
                    .as(id)
                    .allSatisfy(text -> assertThat(text).isNotBlank());
        }
    }

    @Test
    void everyCheckHasExamplesAndEveryExampleACheck() {
        Set<String> expected = named(Checks.ids(), "");
        expected.add("template.sql");
        assertThat(names(CheckServer.RESOURCES)).isEqualTo(expected);
        for (String id : Checks.ids()) {
            assertThat(names(CheckServer.RESOURCES.resolve(id)))
                    .as(id)
                    .contains("bad.sql", "change.sql", "finding.txt", "good.sql")
                    .isSubsetOf("after.sql", "bad.sql", "change.sql", "finding.txt", "good.sql", Situations.FILE);
        }
    }

    @Test
    void everyRemedyIsForACheckAndListedInItsOrder() {
        List<String> ids = Remedies.ALL.stream().map(Remedy::check).toList();
        assertThat(ids).isSorted().doesNotHaveDuplicates().isSubsetOf(Checks.ids());
        assertThat(filesThatImplement(CLASSES.resolve("advice"), "Remedy")).hasSameSizeAs(ids);
    }

    @Test
    void exampleChangesSayWhetherThereIsARemedy() {
        for (String id : Checks.ids()) {
            String change = CheckServer.read(CheckServer.RESOURCES.resolve(Path.of(id, "change.sql")));
            assertThat(change.startsWith("-- manual"))
                    .as(id)
                    .isEqualTo(Remedies.find(id).isEmpty());
        }
    }

    private static String className(String id) {
        return Stream.of(id.split("-", -1))
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
    }

    private static Set<String> filesThatImplement(Path folder, String type) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> CheckServer.read(file).contains(" implements " + type + " {"))
                    .map(file -> folder.relativize(file).toString())
                    .collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> named(List<String> ids, String extension) {
        return ids.stream().map(id -> id + extension).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
