package dev.pgwright.postgres;

/** A password: its text is only handed out on purpose, never by printing, comparing or serialising. */
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /** The password itself, for the driver's properties and nothing else. */
    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
