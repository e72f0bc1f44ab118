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
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A plan to apply: the JSON of a dry run of {@code tune}. Operations are read, never their SQL text. */
final class PlanFile {
    private PlanFile() {}

    static List<Proposal> read(Path file) {
        try {
            JsonNode plan = JsonMapper.builder().build().readTree(Files.readString(file));
            if (!plan.path("operations").isArray()
                    || !plan.path("command").asString("").equals("tune")
                    || plan.path("schemaVersion").asInt(0) != 1) {
                throw bad(file, null);
            }
            List<Proposal> proposals = new ArrayList<>();
            for (JsonNode operation : plan.path("operations")) {
                Operation change = ChangeJson.operation(operation.path("change").toString());
                String reason = operation.path("reason").asString("");
                proposals.add(
                        new Proposal(TuneVerb.stageOf(change), List.of(change), List.of(), reason, "", List.of()));
            }
            return proposals;
        } catch (IOException | JacksonException e) {
            throw bad(file, e);
        }
    }

    private static PgwrightException bad(Path file, @org.jspecify.annotations.Nullable Exception e) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                file + " is not a plan",
                "Write one with: ./pgwright tune TARGET --format json --out plan.json",
                e);
    }
}
