package dev.pgwright;

import dev.pgwright.advice.Proposal;
import dev.pgwright.change.ChangeJson;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan: the JSON of {@code tune}, {@code indexes} or {@code prove}. Operations are read, never their SQL text. */
final class PlanFile {
    /** Where the operations stand, by the command that wrote the plan. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "tune", List.of("operations"), "prove", List.of("operations"), "indexes", List.of("selected", "drop"));

    private PlanFile() {}

    static List<Proposal> read(Path file) {
        try {
            JsonNode plan = JsonMapper.builder().build().readTree(Files.readString(file));
            List<String> lists = LISTS.getOrDefault(plan.path("command").asString(""), List.of());
            if (lists.isEmpty()
                    || !lists.stream().allMatch(list -> plan.path(list).isArray())
                    || plan.path("schemaVersion").asInt(0) != 1) {
                throw bad(file, null);
            }
            List<Proposal> proposals = new ArrayList<>();
            lists.forEach(list -> plan.path(list).forEach(operation -> proposals.add(proposal(operation))));
            return proposals;
        } catch (IOException | JacksonException e) {
            throw bad(file, e);
        }
    }

    private static Proposal proposal(JsonNode operation) {
        Operation change = ChangeJson.operation(operation.path("change").toString());
        String reason = operation.path("reason").asString("");
        return new Proposal(TuneVerb.stageOf(change), List.of(change), List.of(), reason, "", List.of());
    }

    private static PgwrightException bad(Path file, @org.jspecify.annotations.Nullable Exception e) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                file + " is not a plan",
                "Write one with: ./pgwright tune TARGET --format json --out plan.json",
                e);
    }
}
