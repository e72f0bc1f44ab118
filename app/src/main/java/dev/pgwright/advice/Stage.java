package dev.pgwright.advice;

/** The order in which proposals are tried: what changes the figures of what comes later goes first. */
public enum Stage {
    /** Statistics, dead rows, remains of failed builds: the planner must see the truth before anything is judged. */
    REPAIR,
    /** Policies: they are part of every statement that touches their table. */
    POLICY,
    /** Settings of the database. */
    SETTING,
    /** New indexes. */
    INDEX,
    /** Indexes that others make superfluous, once the others stand. */
    DROP
}
