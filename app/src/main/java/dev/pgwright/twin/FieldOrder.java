package dev.pgwright.twin;

import java.util.Comparator;

/** In which order fields of a plan node are compared: what explains most first. */
enum FieldOrder implements Comparator<String> {
    NODE_TYPE_FIRST;

    @Override
    public int compare(String one, String other) {
        int byRank = Integer.compare(rank(one), rank(other));
        return byRank == 0 ? one.compareTo(other) : byRank;
    }

    private static int rank(String name) {
        return switch (name) {
            case "Node Type" -> 0;
            case "Relation Name", "Index Name" -> 1;
            case "Plans" -> 3;
            default -> 2;
        };
    }
}
