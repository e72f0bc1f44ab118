package dev.pgwright.pgquery;

/** A PostgreSQL major version whose grammar is on board. */
public enum Grammar {
    /** PostgreSQL 17: everything, deparsing included. */
    POSTGRES_17(17),
    /** PostgreSQL 18: everything but deparsing. */
    POSTGRES_18(18);

    private final int major;

    Grammar(int major) {
        this.major = major;
    }

    /** The major version number. */
    public int major() {
        return major;
    }
}
