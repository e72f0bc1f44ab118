package dev.pgwright.advice.rls;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Finds calls that ask whether a column is in some set, and makes functions that give the whole set. */
interface Helpers {
    /** What takes the place of a call; none when the call is none of these. */
    Optional<Membership> membership(JsonNode node);

    /** A lookup of something of the row in a function's set. */
    record Membership(HelperFunction function, JsonNode argument) {
        JsonNode lookup(boolean array) {
            ObjectNode select = JsonNodeFactory.instance.objectNode();
            ObjectNode call = select.putObject("SelectStmt")
                    .put("limitOption", "LIMIT_OPTION_DEFAULT")
                    .put("op", "SETOP_NONE")
                    .putArray("targetList")
                    .addObject()
                    .putObject("ResTarget")
                    .putObject("val")
                    .putObject("FuncCall")
                    .put("funcformat", "COERCE_EXPLICIT_CALL");
            List.of(function.schema(), function.name())
                    .forEach(name -> call.withArray("funcname")
                            .addObject()
                            .putObject("String")
                            .put("sval", name));
            return new SetForm(List.of(argument), List.of(argument), select).lookup(array);
        }
    }
}
