package dev.pgwright.twin;

import dev.pgwright.twin.GinSize.Entries;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The entries of a GIN index among the rows of some of a table's pages.
 *
 * @param rows drawn
 * @param all rows of the table
 * @param groups entries of a family by the number of drawn pages that they are found on
 */
public record SeenEntries(double rows, double all, List<Group> groups) {
    /** An entry on more pages is taken for one of the common ones: there is no other that was missed. */
    private static final double COMMON = 5;

    public SeenEntries {
        groups = List.copyOf(groups);
    }

    /**
     * Entries that are found on equally many of the drawn pages.
     *
     * @param family of entries that are alike, such as those of one field of a document
     * @param pages on which each is found
     * @param number of these entries
     * @param rows that hold one, summed over the entries
     * @param keyBytes average size of a key as stored
     */
    public record Group(long family, double pages, double number, double rows, double keyBytes) {}

    /**
     * The entries of an index over so many rows of the table. The number of the rare ones is estimated by Duj1 of Haas
     * and Stokes, as ANALYZE does it for values, with a page for a row: what lies together would look too common.
     */
    List<Entries> of(double indexRows) {
        double scale = all / rows * Math.min(1, indexRows / all);
        List<Entries> found = new ArrayList<>();
        Map<Long, List<Group>> rare = new TreeMap<>();
        for (Group group : groups) {
            if (group.pages > COMMON || rows >= all) {
                add(found, group.number, group.rows * scale, group.keyBytes);
            } else {
                rare.computeIfAbsent(group.family, family -> new ArrayList<>()).add(group);
            }
        }
        for (List<Group> family : rare.values()) {
            double seen = sum(family, Group::number);
            double sightings = sum(family, group -> group.number * group.pages);
            double once = sum(family, group -> group.pages == 1 ? group.number : 0);
            double number = sightings * seen / (sightings - once + once * rows / all);
            double bytes = sum(family, group -> group.number * group.keyBytes) / seen;
            add(found, Math.max(seen, number), sum(family, Group::rows) * scale, bytes);
        }
        return found;
    }

    private static double sum(List<Group> groups, ToDoubleFunction<Group> figure) {
        return groups.stream().mapToDouble(figure).sum();
    }

    /** Of entries with few rows each, some have none among those of the index. */
    private static void add(List<Entries> found, double number, double rows, double keyBytes) {
        double each = rows / number;
        double present = each >= 1 ? number : Math.min(number, rows);
        found.add(new Entries(present, rows / present, keyBytes));
    }
}
