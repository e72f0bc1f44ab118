package dev.pgwright.operation;

/**
 * The strongest lock that a step takes on a user's object, with what it blocks in plain words (PostgreSQL
 * documentation, "Table-Level Locks").
 */
public enum Lock {
    NONE("none", "nothing"),
    ACCESS_SHARE("ACCESS SHARE", "changes of this relation that rewrite or drop it; reads and writes go on"),
    SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE", "vacuum and schema changes of this table; reads and writes go on"),
    BRIEF_ACCESS_EXCLUSIVE(
            "ACCESS EXCLUSIVE at begin and end",
            "reads and writes of this table twice for a moment, at its begin and its end; meanwhile vacuum and schema"
                    + " changes of this table alone"),
    SHARE("SHARE", "writes to this table; reads go on"),
    SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE", "writes to this table; reads go on"),
    EXCLUSIVE("EXCLUSIVE", "writes to this relation; reads go on"),
    ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE", "reads and writes of this table, for a moment");

    private final String mode;
    private final String blocks;

    Lock(String mode, String blocks) {
        this.mode = mode;
        this.blocks = blocks;
    }

    /** The mode's name as PostgreSQL documents it. */
    public String mode() {
        return mode;
    }

    /** What others cannot do while it is held or waited for. */
    public String blocks() {
        return blocks;
    }

    /** True when the application's reads or writes would queue behind somebody who waits for this lock. */
    public boolean stopsTheApplication() {
        return compareTo(SHARE) >= 0;
    }
}
