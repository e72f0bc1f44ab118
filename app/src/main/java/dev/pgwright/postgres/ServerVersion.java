package dev.pgwright.postgres;

/** Version of a server as {@code server_version_num} says it, for example 180006. */
public record ServerVersion(int number) implements Comparable<ServerVersion> {
    /** The oldest major that pgwright works with. */
    public static final int OLDEST_MAJOR = 14;

    public int major() {
        return number / 10_000;
    }

    public int minor() {
        return number % 10_000;
    }

    @Override
    public int compareTo(ServerVersion other) {
        return Integer.compare(number, other.number);
    }

    @Override
    public String toString() {
        return major() + "." + minor();
    }
}
