package dev.pgwright;

import dev.pgwright.advice.Proposal;
import dev.pgwright.change.ChangeJson;
import dev.pgwright.change.PlanRun;
import dev.pgwright.error.ErrorCode;
import dev.pgwright.error.PgwrightException;
import dev.pgwright.operation.Operation;
import dev.pgwright.operation.Step;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A plan to apply: the JSON of {@code tune}, {@code indexes}, {@code plan}, {@code prove} or {@code rls}. Operations
 * are read, never their SQL text; a plan whose text is not that of its operations is refused, since somebody has agreed
 * to the text.
 *
 * @param name by which a later run recognises the same plan
 * @param tried true for a collection of guesses, each of which is tried on its own; false for a whole
 * @param shown bytes of disk that the plan said each operation takes, in their order; empty when it said nothing
 */
record PlanFile(String name, boolean tried, List<PlanRun.Item> items, List<Long> shown) {
    /** Where the operations stand, by the command that wrote the plan. */
    private static final Map<String, List<String>> LISTS = Map.of(
            "tune", List.of("operations"),
            "indexes", List.of("selected", "drop"),
            "plan", List.of("operations"),
            "prove", List.of("operations"),
            "rls", List.of("operations"));

    /** Commands whose plans belong together: all of their operations or none. */
    private static final Set<String> WHOLE = Set.of("plan", "prove", "rls");

    static PlanFile read(Path file, boolean afterwards) {
        try {
            JsonNode plan = JsonMapper.builder().build().readTree(Files.readString(file));
            String command = plan.path("command").asString("");
            List<String> lists = afterwards ? List.of("afterwards") : LISTS.getOrDefault(command, List.of());
            if (lists.isEmpty()
                    || (afterwards && !command.equals("plan"))
                    || !lists.stream().allMatch(list -> plan.path(list).isArray())
                    || plan.path("schemaVersion").asInt(0) != 1) {
                throw bad(file, null);
            }
            List<PlanRun.Item> items = new ArrayList<>();
            List<Long> shown = new ArrayList<>();
            for (String list : lists) {
                for (JsonNode element : plan.path(list)) {
                    JsonNode operation = element.has("operation") ? element.path("operation") : element;
                    items.add(item(file, operation));
                    if (element.path("cost").has("diskBytes")) {
                        shown.add(element.path("cost").path("diskBytes").asLong(0));
                    }
                }
            }
            String made = plan.path("takenAt").asString("");
            String title = plan.path("name").asString(command);
            return new PlanFile(
                    (title + (afterwards ? " afterwards " : " ") + made).strip() + " " + digest(items),
                    !WHOLE.contains(command),
                    items,
                    shown);
        } catch (IOException | JacksonException e) {
            throw bad(file, e);
        }
    }

    /** Tells plans of one moment apart. */
    private static String digest(List<PlanRun.Item> items) {
        CRC32 crc = new CRC32();
        items.forEach(item -> crc.update(item.operation().identity().getBytes(StandardCharsets.UTF_8)));
        return String.format("%08x", crc.getValue());
    }

    private static PlanRun.Item item(Path file, JsonNode node) {
        Operation operation = ChangeJson.operation(node.path("change").toString());
        if (node.has("steps") && !isShown(operation, node.path("steps"))) {
            throw new PgwrightException(
                    ErrorCode.BAD_FILE,
                    file + " is not a plan that can be applied: what it shows of \"" + operation.title()
                            + "\" are not the statements that would run",
                    "Make the plan again and look at it.");
        }
        return new PlanRun.Item(operation, node.path("reason").asString(""));
    }

    private static boolean isShown(Operation operation, JsonNode steps) {
        List<String> runs =
                operation.apply().stream().map(Step::sql).map(sql -> sql + ";").toList();
        return runs.equals(
                steps.valueStream().map(step -> step.path("sql").asString("")).toList());
    }

    List<Operation> operations() {
        return items.stream().map(PlanRun.Item::operation).toList();
    }

    /** Each as a proposal of its own. */
    List<Proposal> proposals() {
        return items.stream()
                .map(item -> new Proposal(
                        TuneVerb.stageOf(item.operation()),
                        List.of(item.operation()),
                        List.of(),
                        item.reason(),
                        "",
                        List.of()))
                .toList();
    }

    private static PgwrightException bad(Path file, @Nullable Exception e) {
        return new PgwrightException(
                ErrorCode.BAD_FILE,
                file + " is not a plan",
                "Write one with: ./pgwright tune TARGET --format json --out plan.json",
                e);
    }
}
