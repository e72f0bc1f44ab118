package dev.pgwright.pgquery.analysis;

import java.util.Optional;
import java.util.OptionalLong;
import tools.jackson.databind.JsonNode;

/**
 * LIMIT or FETCH FIRST, with OFFSET.
 *
 * @param count rows, when it is a literal
 * @param countNode its tree, when there is one; LIMIT ALL counts as none
 * @param offset rows to skip, when it is a literal
 * @param offsetNode its tree, when there is one
 * @param withTies FETCH FIRST ... WITH TIES
 */
public record RowLimit(
        OptionalLong count,
        Optional<JsonNode> countNode,
        OptionalLong offset,
        Optional<JsonNode> offsetNode,
        boolean withTies) {}
