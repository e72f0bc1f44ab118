package dev.pgwright.pgquery;

/**
 * A token as PostgreSQL's scanner sees it; comments are tokens too.
 *
 * @param name the scanner's name, for example {@code IDENT}, {@code SCONST} or {@code ASCII_40}; a keyword in
 *     capitals
 * @param keyword the scanner's class of keyword, for example {@code RESERVED_KEYWORD}; {@link #NO_KEYWORD} otherwise
 * @param start char offset of its first char
 * @param end char offset behind its last char
 */
public record Token(String name, String keyword, int start, int end) {
    /** The {@code name} of operators other than those that are brackets, stars and separators too. */
    public static final String OPERATOR = "Op";

    /** The {@code keyword} of what is no keyword. */
    public static final String NO_KEYWORD = "NO_KEYWORD";
}
