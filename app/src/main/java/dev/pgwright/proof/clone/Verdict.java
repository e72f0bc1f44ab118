package dev.pgwright.proof.clone;

/** What run times without and with something say of it. */
public enum Verdict {
    /** Beyond chance and beyond the least difference that matters. */
    FASTER,
    /** No difference that could be told from chance, or none that matters. */
    NO_DIFFERENCE,
    /** Beyond chance and beyond the least difference that matters. */
    SLOWER,
    /** It could not be run, or not often enough to tell. */
    NOT_RUN
}
