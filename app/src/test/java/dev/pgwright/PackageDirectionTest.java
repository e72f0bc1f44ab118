package dev.pgwright;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import dev.pgwright.postgres.Target;
import dev.pgwright.postgres.WriteSession;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each package uses those before it in this list and none after it: data flows one way. */
class PackageDirectionTest {
    private static final String BASE = "dev.pgwright.";

    private static final List<String> ORDER = List.of(
            "pgquery",
            "error",
            "text",
            "postgres",
            "snapshot",
            "sql",
            "plan",
            "operation",
            "source",
            "workload",
            "twin",
            "check",
            "advice",
            "proof",
            "change",
            "batch",
            "migration",
            "watch",
            "lab",
            "report",
            "", // the facade
            "cli",
            "server",
            "mcp");

    private static final JavaClasses CLASSES = new ClassFileImporter().importPath(Path.of("target", "classes"));

    /** The first part of a package's name below ours; Main joins everything and stands above it all. */
    private static String layer(JavaClass type) {
        String rest = (type.getPackageName() + ".").substring(BASE.length());
        return type.getName().equals(BASE + "Main") ? "mcp" : rest.substring(0, Math.max(rest.indexOf('.'), 0));
    }

    private static boolean isOurs(JavaClass type) {
        return (type.getPackageName() + ".").startsWith(BASE);
    }

    @Test
    void everyPackageHasItsPlace() {
        assertThat(CLASSES.stream().filter(PackageDirectionTest::isOurs).map(PackageDirectionTest::layer))
                .isSubsetOf(ORDER);
    }

    @Test
    void noPackageUsesOneAfterIt() {
        ArchRuleDefinition.classes()
                .should(new ArchCondition<>("use only packages before their own") {
                    @Override
                    public void check(JavaClass type, ConditionEvents events) {
                        for (Dependency dependency : type.getDirectDependenciesFromSelf()) {
                            JavaClass used = dependency.getTargetClass();
                            if (isOurs(used) && ORDER.indexOf(layer(used)) > ORDER.indexOf(layer(type))) {
                                events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
                            }
                        }
                    }
                })
                .check(CLASSES);
    }

    @Test
    void judgementsAndChangesAsValuesTouchNoDatabase() {
        noClasses()
                .that()
                .resideInAnyPackage(BASE + "check..", BASE + "advice..", BASE + "operation..", BASE + "sql..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..")
                .check(CLASSES);
    }

    /** Batches write tables of their own or what the user's statement says; each write can be taken back or resumed. */
    @Test
    void fewMayWrite() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        BASE + "postgres..", BASE + "change..", BASE + "proof..", BASE + "batch..", BASE + "lab..")
                .should()
                .callMethod(WriteSession.class, "open", Target.class)
                .check(CLASSES);
    }
}
