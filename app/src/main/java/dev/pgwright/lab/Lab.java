package dev.pgwright.lab;

import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.workload.WorkloadFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A built-in database: its scripts, the statements that its application sends, and what is wrong with it. */
public enum Lab {
    /** Job matching: a batch that must finish, twelve months of behaviours, missing indexes, slow policies. */
    BAITO,
    /** A marketplace for help at home: slow policies, missing indexes, dead rows. */
    CASAORA,
    /** A contractor's leads, invoices and payments: an invalid index, a helper called per row, a neglected queue. */
    CDHI,
    /** Contractors who bid for jobs: policies that are slow, that leak and that never end. */
    MARKETPLACE;

    /** Name on the command line and of the folder of its resources. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The lab of that name.
     *
     * @throws PgwrightException UNKNOWN_NAME when there is none
     */
    public static Lab named(String id) {
        return Arrays.stream(values())
                .filter(lab -> lab.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new PgwrightException(
                        ErrorCode.UNKNOWN_NAME,
                        "There is no lab \"" + id + "\"",
                        "Choose one of: " + Arrays.stream(values()).map(Lab::id).collect(Collectors.joining(", "))
                                + "."));
    }

    /** What its application sends. */
    public WorkloadFile workload() {
        return WorkloadFile.parse(resource(id() + "/workload.sql"));
    }

    /** What a diagnosis must find and must not. */
    public Expectation expectation() {
        return Expectation.parse(resource(id() + "/expected.json"));
    }

    /** Its scoring description, as YAML; empty when it has nothing to score. */
    public Optional<String> scoring() {
        return this == BAITO ? Optional.of(resource(id() + "/score.yaml")) : Optional.empty();
    }

    /** The scripts that build it in an empty database, in their order. */
    List<String> scripts() {
        return List.of(
                "supabase.sql",
                "helpers.sql",
                id() + "/schema.sql",
                id() + "/data.sql",
                id() + "/keys.sql",
                id() + "/state.sql");
    }

    static String resource(String name) {
        try (InputStream in = Lab.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource missing: lab/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
