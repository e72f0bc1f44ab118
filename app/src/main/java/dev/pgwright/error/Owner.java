package dev.pgwright.error;

/** Who has to act for an error to go away. */
public enum Owner {
    /** The person who typed the command: wrong option, wrong URI, missing privilege. */
    USER,
    /** The surroundings: network, disk, another session's lock, a missing program. */
    ENVIRONMENT,
    /** pgwright itself: a defect to be reported. */
    US
}
