package dev.pgwright.postgres.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Assumptions;

/** Debian's HypoPG, as a script for a server that has no such extension among its own files. */
public final class DebianHypoPg {
    /** Of the server that it is for. */
    public static final int MAJOR = 15;

    /** Where Debian's packages are; another folder when they are only unpacked. */
    private static final Path ROOT = Path.of(System.getProperty("debian.root", "/"));

    private DebianHypoPg() {}

    /** Makes its functions in the first schema of the search path; aborts the test, and says why, when it is not here. */
    public static String script(String test) throws IOException {
        Path library = ROOT.resolve("usr/lib/postgresql/15/lib/hypopg.so");
        Path script = ROOT.resolve("usr/share/postgresql/15/extension/hypopg--1.3.1.sql");
        if (!Files.isReadable(library) || !Files.isReadable(script)) {
            String why = "skipped: HypoPG is not installed (apt-get install postgresql-15-hypopg)";
            System.out.println(test + " " + why);
            Assumptions.abort(why);
        }
        return Files.readString(script)
                .replaceAll("(?m)^\\\\.*$", "")
                .replaceAll("MODULE_PATHNAME|\\$libdir/hypopg", Matcher.quoteReplacement(library.toString()));
    }
}
