package dev.pgwright.pgquery;

import java.util.Optional;

/**
 * A statement of a script and what the parser made of it.
 *
 * @param part where it stands
 * @param text its text; offsets in {@code parsed} and {@code error} count from its start
 * @param parsed its tree; empty when there is an error
 * @param error why there is no tree
 */
public record ScriptStatement(
        ScriptPart part, String text, Optional<ParsedSql> parsed, Optional<PgQueryException> error) {}
